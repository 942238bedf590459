using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Cup;
using Forewarn.Evaluation.Guarding;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Steering;
using Forewarn.WorldModel;

namespace Forewarn.Cli.Studies;

/// <summary>A study of guards on the cup task from configuration to results.</summary>
internal sealed class GuardRun(Session session, ResolvedConfig config, string command)
{
    private readonly SteeringOptions _steering = config.Get<SteeringOptions>();
    private readonly GuardOptions _guards = config.Get<GuardOptions>();

    /// <param name="options">Seeds and sizes; what the configuration and the models say is added here.</param>
    /// <exception cref="ForewarnException">The configuration names no safety heads, or a package is missing or of another world model.</exception>
    public GuardResults Run(string folder, GuardStudyOptions options, IReadOnlyList<WishCase> wishes, CancellationToken cancel)
    {
        config.WriteTo(folder);
        Dictionary<string, string> hashes;
        using (var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line }))
        {
            if (models.Safety is null)
                throw ForewarnException.Of("models.safety", "none", "safety heads to compare guards with", "Name some, for example cup-safety.",
                    ExitCode.Usage);
            hashes = new(models.Hashes) { ["config"] = string.Join(" ", config.Names) };
        }
        options = options with
        {
            Proposals = _steering.Proposals, Rows = _steering.ActionHorizon,
            Identity = string.Join("; ", hashes.Select(h => $"{h.Key}={h.Value}"))
                + $"; {config.Get<CupOptions>()}; {_steering}; unsupported={_guards.RefusesUnsupported}",
        };
        var study = new GuardStudy(options, wishes, Bench, session.Time);
        var rows = new WorkProgress(session.Terminal, session.Time).Run("scenes", report =>
            study.Run(folder, p => report(p.Done, p.Total), cancel));
        var results = GuardAnalysis.Of(rows, wishes, options, RunRecord.Now(command, options.Seeds, options.Episodes, hashes, session.Time));
        EvaluationJson.Write(Path.Combine(folder, "results.json"), results);
        return results;
    }

    private GuardBench Bench()
    {
        var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions());
        var task = new CupEpisodeTask(config.Get<CupOptions>());
        var limits = SteeringAssembly.Guards(_guards, models.Proposer.Spec);
        var rule = SteeringAssembly.Rule(_guards, _steering, models);
        return new(
            task, new CupPlanHazards(task), models.Proposer, SteeringAssembly.Clustering(_steering), models.WorldModel, models.Narrator,
            SteeringAssembly.Chooser(models, _steering, session.Time),
            [
                new("limits alone", limits),
                new("failure set", new PlanGuards(limits, new FailureSetGuard(models.Safety!, rule))),
                new("reachable tube", new PlanGuards(limits, new BrtGuard(models.Safety!, rule))),
            ])
        { Owned = [models] };
    }
}
