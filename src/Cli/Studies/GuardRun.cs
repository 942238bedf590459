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
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Steering;
using Forewarn.WorldModel;

namespace Forewarn.Cli.Studies;

/// <summary>A study of guards on the cup task from configuration to results.</summary>
internal sealed class GuardRun(Session session, ResolvedConfig config, string command)
{
    private readonly SteeringOptions _steering = config.Get<SteeringOptions>();
    private readonly GuardOptions _guards = config.Get<GuardOptions>();

    /// <summary>Plays the plans alone; no safety heads are needed for it.</summary>
    /// <param name="options">Seeds and sizes; what the configuration and the models say is added here.</param>
    public int Play(string folder, GuardStudyOptions options, CancellationToken cancel)
    {
        config.WriteTo(folder);
        return Play(Study(options, []), folder, cancel);
    }

    /// <param name="options">Seeds and sizes; what the configuration and the models say is added here.</param>
    /// <exception cref="ForewarnException">
    /// The configuration names no safety heads, or a package is missing or of another world model.
    /// </exception>
    public GuardResults Run(string folder, GuardStudyOptions options, IReadOnlyList<WishCase> wishes, CancellationToken cancel)
    {
        config.WriteTo(folder);
        var hashes = Check();
        options = options with
        {
            Identity = string.Join("; ", hashes.Select(h => $"{h.Key}={h.Value}"))
                + $"; {config.Get<SceneOptions>()}; {_steering}; unsupported={_guards.RefusesUnsupported}",
        };
        var study = Study(options, wishes);
        Play(study, folder, cancel);
        var rows = new WorkProgress(session.Terminal, session.Time).Run("scenes", report =>
            study.Run(folder, p => report(p.Done, p.Total), cancel));
        var results = GuardAnalysis.Of(rows, wishes, options with { Rows = _steering.ActionHorizon },
            RunRecord.Now(command, options.Seeds, options.Episodes, hashes, session.Time));
        EvaluationJson.Write(Path.Combine(folder, "results.json"), results);
        return results;
    }

    private GuardStudy Study(GuardStudyOptions options, IReadOnlyList<WishCase> wishes)
    {
        using var policy = ModelPackage.Load(session.Home.Package(config.Get<ModelNames>().Policy), ModelKind.Policy, new RuntimeOptions());
        return new(options with
        {
            Proposals = _steering.Proposals, Rows = _steering.ActionHorizon,
            PlayIdentity = $"{policy.Manifest.Name}={policy.Manifest.Sha256}; {config.Get<SceneOptions>()}; modes={_steering.Modes}; "
                + $"radius={_steering.Radius:R}",
        }, wishes, Bench, session.Time);
    }

    private int Play(GuardStudy study, string folder, CancellationToken cancel) =>
        new WorkProgress(session.Terminal, session.Time)
            .Run("plays", report => study.Play(folder, p => report(p.Done, p.Total), cancel)).Count;

    /// <summary>Loads the packages once before any scene is played, so that a broken one is said at once.</summary>
    private Dictionary<string, string> Check()
    {
        using var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line });
        return models.Safety is null
            ? throw ForewarnException.Of("models.safety", "none", "safety heads to compare guards with",
                "Name some, for example cup-safety.", ExitCode.Usage)
            : new(models.Hashes) { ["config"] = string.Join(" ", config.Names) };
    }

    private GuardBench Bench()
    {
        var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions());
        var task = config.Episodes();
        var limits = SteeringAssembly.Guards(_guards, models.Proposer.Spec);
        List<NamedGuard> guards = [new("limits alone", limits)];
        if (models.Safety is { } safety)
        {
            var rule = SteeringAssembly.Rule(_guards, _steering, models);
            guards.Add(new("failure set", new PlanGuards(limits, new FailureSetGuard(safety, rule))));
            guards.Add(new("reachable tube", new PlanGuards(limits, new BrtGuard(safety, rule))));
        }
        return new(
            task, new CupPlanHazards(task), models.Proposer, SteeringAssembly.Clustering(_steering), models.WorldModel,
            models.Narrator, SteeringAssembly.Chooser(models, _steering, session.Time), guards)
        { Owned = [models] };
    }
}
