using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Resets;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Steering;

namespace Forewarn.Cli.Studies;

/// <summary>A study of resets on a task from configuration to results.</summary>
internal sealed class ResetRun(Session session, ResolvedConfig config, string command)
{
    /// <param name="options">Seeds and sizes; what the configuration and the models say is added here.</param>
    public ResetResults Run(string folder, ResetStudyOptions options, IReadOnlyList<WishCase> wishes, CancellationToken cancel)
    {
        config.WriteTo(folder);
        var steering = config.Get<SteeringOptions>();
        Dictionary<string, string> hashes;
        using (var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line }))
        {
            if (models.Outcome is null)
                throw ForewarnException.Of("models.outcome", "none", "a classifier of outcomes", "Name one, for example cup-outcome.", ExitCode.Usage);
            hashes = new(models.Hashes) { ["config"] = string.Join(" ", config.Names) };
        }
        options = options with
        {
            Proposals = steering.Proposals, Radius = steering.Radius, RowsPerFrame = ArmTask.TicksPerFrame,
            Identity = string.Join("; ", hashes.Select(h => $"{h.Key}={h.Value}")) + $"; {config.Get<SceneOptions>()}; {steering}",
        };
        var study = new ResetStudy(options, wishes, Bench, session.Time);
        var rows = new WorkProgress(session.Terminal, session.Time).Run("scenes", report =>
            study.Run(folder, p => report(p.Done, p.Total), cancel));
        var results = ResetAnalysis.Of(rows, wishes, options, new KeyframeDistance(), ArmTask.PlanSpec,
            RunRecord.Now(command, options.Seeds, options.Episodes, hashes, session.Time));
        EvaluationJson.Write(Path.Combine(folder, "results.json"), results);
        return results;
    }

    private ResetBench Bench()
    {
        var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions());
        return new(config.Episodes(), models.Proposer, SteeringAssembly.Clustering(config.Get<SteeringOptions>()),
            new KeyframeDistance(), models.WorldModel, models.Narrator, models.Reader, models.Outcome!) { Owned = [models] };
    }
}
