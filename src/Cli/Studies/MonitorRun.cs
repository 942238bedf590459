using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Evaluation.Monitoring;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Steering;

namespace Forewarn.Cli.Studies;

/// <summary>A monitor study of a task from configuration to report.</summary>
internal sealed class MonitorRun(Session session, ResolvedConfig config, string command)
{
    /// <param name="options">Seeds and sizes; the identity is added here.</param>
    public MonitorResults Run(
        string folder, MonitorStudyOptions options, IReadOnlyList<WishCase> wishes, CancellationToken cancel)
    {
        config.WriteTo(folder);
        using var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line });
        var hashes = new Dictionary<string, string>(models.Hashes) { ["config"] = string.Join(" ", config.Names) };
        options = options with
        {
            RowsPerFrame = ArmTask.TicksPerFrame,
            Identity = string.Join("; ", hashes.Select(h => $"{h.Key}={h.Value}")),
        };
        var study = new MonitorStudy(options, wishes, () => Bench(wishes), session.Time);
        var rows = new WorkProgress(session.Terminal, session.Time).Run("plans", report =>
            study.Run(folder, p => report(p.Done, p.Total), cancel));
        var results = MonitorAnalysis.Of(rows, wishes, options, ArmTask.PlanSpec.RateHz,
            RunRecord.Now(command, options.Seeds, options.Episodes, hashes, session.Time));
        EvaluationJson.Write(Path.Combine(folder, "results.json"), results);
        MonitorReport.Of(results).Save(Path.Combine(folder, "report.html"));
        return results;
    }

    private MonitorBench Bench(IReadOnlyList<WishCase> wishes)
    {
        var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions());
        List<NamedScorer> scorers =
        [
            new("narration", new NarratedPlanScorer(new RememberingNarrator(models.Narrator), new RememberingReader(models.Reader))),
        ];
        if (models.Outcome is { } outcome) scorers.Add(new("outcome classifier (told the classes)", new ClassifiedPlanScorer(outcome, Accepts)));
        return new(config.Episodes(), models.Proposer, models.WorldModel, scorers) { Owned = [models] };

        // A classifier of families cannot tell the side that a wish names: it is given the benefit of the doubt.
        bool Accepts(string text, string outcome) => wishes.First(w => w.Text == text).Accept
            .Any(a => a == outcome || a.StartsWith(outcome + "-", StringComparison.Ordinal));
    }
}
