using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Narrations;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Steering;

namespace Forewarn.Cli.Studies;

/// <summary>A steering study from configuration to report; <c>eval steering</c> and <c>quickstart</c> are sizes of it.</summary>
internal sealed class SteeringRun(Session session, ResolvedConfig config, string command, PhysicalCeiling? ceiling = null)
{
    private readonly EvaluationOptions _evaluation = config.Get<EvaluationOptions>();

    /// <param name="folder">Run folder: table of scenes, figures, resolved configuration, report.</param>
    public SteeringResults Run(string folder, IReadOnlyList<WishCase> wishes, CancellationToken cancel)
    {
        config.WriteTo(folder);
        var reader = config.Reader();
        var hashes = Check();
        var options = new SteeringStudyOptions
        {
            Seeds = _evaluation.Seeds,
            Episodes = _evaluation.Episodes,
            Proposals = config.Get<SteeringOptions>().Proposals,
            FirstSamples = _evaluation.FirstSamples,
            TrueFuture = _evaluation.TrueFuture,
            FilmScenes = _evaluation.FilmScenes,
            RandomOrders = _evaluation.RandomOrders,
            Workers = _evaluation.Workers,
            Identity = string.Join(", ", hashes.Select(h => $"{h.Key}={h.Value[..12]}")) + "; " + config.Get<SteeringOptions>()
                + (_evaluation.Controls ? "; controls" : ""),
        };
        var study = new SteeringStudy(options, wishes, () => TaskBench.Create(session.Home, config, session.Time), session.Time);
        var rows = new WorkProgress(session.Terminal, session.Time).Run("scenes", report =>
            study.Run(folder, p => report(p.Done, p.Total), cancel));
        var record = RunRecord.Now(command, _evaluation.Seeds, _evaluation.Episodes,
            new Dictionary<string, string>(hashes) { ["config"] = string.Join(" ", config.Names) }, session.Time);
        var results = SteeringAnalysis.Of(rows, wishes, reader, record, _evaluation.Workers, reader.Failures, ceiling);
        EvaluationJson.Write(Path.Combine(folder, "results.json"), results);
        SteeringReport.Of(results, rows, Path.Combine(folder, "figures")).Save(Path.Combine(folder, "report.html"));
        return results;
    }

    /// <summary>The main tables, on the terminal.</summary>
    public void Show(SteeringResults results)
    {
        List<ReportTable> tables = [.. results.Groups.Select(group => SteeringTables.Group(results, group))];
        if (results.OneMode is { } oneMode) tables.Add(SteeringTables.Group(results, oneMode));
        tables.AddRange([SteeringTables.Wishes(results), SteeringTables.Narration(results)]);
        if (SteeringTables.Failures(results) is { } failures) tables.Add(failures);
        tables.AddRange(ControlTables.All(results));
        tables.Add(SteeringTables.Latency(results));
        foreach (var table in tables) session.Terminal.Line(PlainTable.Render(table));
    }

    /// <summary>Loads the packages once before any scene is played, so that a broken one is said at once.</summary>
    private Dictionary<string, string> Check()
    {
        var runtime = new RuntimeOptions { Report = session.Terminal.Line };
        using var models = new SteeringModels(session.Home, config.Get<ModelNames>(), runtime);
        using var baselines = new BaselineModels(
            session.Home, config.Get<BaselineNames>(), models, config.Get<SteeringOptions>(), runtime);
        var hashes = new Dictionary<string, string>(models.Hashes);
        foreach (var (name, hash) in baselines.Hashes) hashes[name] = hash;
        return hashes;
    }
}
