using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Ranking;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Steering;
using Forewarn.Verifier;
using Spectre.Console;

namespace Forewarn.Lab.Quantization;

/// <summary><c>export int8</c>: the configured verifier with an eight-bit decoder, written only if it chooses as the original.</summary>
internal sealed class Int8Command
{
    private const string Suffix = "-int8";

    private readonly Option<int> _scenes = new("--scenes", "-n")
    {
        Description = "Simulated scenes that both choose in, for every wish.", DefaultValueFactory = _ => 200, HelpName = "NUMBER",
    };

    private readonly Option<DirectoryInfo?> _to = new("--to")
    {
        Description = $"Folder of the package (default: that of the verifier with {Suffix} behind).", HelpName = "FOLDER",
    };

    public Command Define(Session session)
    {
        var command = new Command("int8", """
            Write the configured verifier with its decoder in eight-bit integers.
            Both verifiers first choose among the same imagined plans of simulated scenes. If they choose apart, rank apart or the
            integers lose success, nothing is written.
            """) { _scenes, _to };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        int scenes = line.GetValue(_scenes);
        if (scenes < 2) throw ForewarnException.Of("--scenes", $"{scenes}", "2 or more", "200 give an interval worth having.", ExitCode.Usage);
        using var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line });
        string from = session.Home.Package(config.Get<ModelNames>().Verifier);
        string to = line.GetValue(_to)?.FullName ?? Path.TrimEndingDirectorySeparator(Path.GetFullPath(from)) + Suffix;
        using var original = ModelPackage.Load(from, ModelKind.Verifier);
        var limits = new RankingLimits();
        var result = Compare(session, config, models, original, scenes, options.Seed(line, 1), cancel);
        Show(session.Terminal, result, limits);
        JsonReport.Write(options.Json(line), result);
        var breaches = result.Breaches(limits);
        if (breaches.Count > 0)
            throw new ForewarnException($"{original.Manifest.Name} in int8: {string.Join("; ", breaches)}. Nothing is written: stay with floats.");
        Int8Verifier.Write(to, original, result.Figures);
        session.Terminal.Line($"{Path.GetFileName(to)} in {to}; use it with models.verifier={Path.GetFileName(to)}");
        return (int)ExitCode.Done;
    }

    private static RankingResult Compare(
        Session session, ResolvedConfig config, SteeringModels models, ModelPackage original, int scenes, ulong seed, CancellationToken cancel)
    {
        string trial = Path.Combine(Path.GetTempPath(), $"forewarn-int8-{Guid.NewGuid():N}");
        try
        {
            Int8Verifier.Write(trial, original, new Dictionary<string, MetricInterval>());
            using var package = ModelPackage.Load(trial, ModelKind.Verifier);
            var model = new VerifierModel(package, models.WorldManifest.Name);
            using var narrator = new LatentNarrator(model);
            using var reader = new WishReader(model);
            using var task = config.Episodes();
            var options = config.Get<SteeringOptions>();
            var bench = new RankingBench(
                task, models.Proposer, SteeringAssembly.Clustering(options), models.WorldModel,
                SteeringAssembly.Guards(config.Get<GuardOptions>(), options, models),
                SteeringAssembly.Chooser(models, options, session.Time), new PlanChooser(narrator, reader, options, session.Time));
            var wishes = config.Wishes(session.Home.Wishes(config.Get<EvaluationOptions>().Wishes));
            return RankingResult.Of(new WorkProgress(session.Terminal, session.Time).Run("scenes", report =>
                RankingStudy.Run(bench, wishes, scenes, options.Proposals, seed, report, cancel)));
        }
        finally
        {
            if (Directory.Exists(trial)) Directory.Delete(trial, true);
        }
    }

    private static void Show(Terminal terminal, RankingResult result, RankingLimits limits)
    {
        var table = new ResultTable("figure", "value", "95 %", "limit");
        Add("same choice", result.SameChoice, FormattableString.Invariant($"low end >= {limits.SameChoice:0.00}"));
        Add("rank agreement", result.Agreement, FormattableString.Invariant($"low end >= {limits.Agreement:0.00}"));
        Add("selection regret", result.Regret, FormattableString.Invariant($"high end <= {limits.Regret:0.00}"));
        Add("success of the original", result.Success, "");
        table.Show(terminal);

        void Add(string name, MetricInterval m, string limit) => table.Add(Color.Default, name, FormattableString.Invariant($"{m.Value:0.000}"),
            FormattableString.Invariant($"[{m.Low:0.000}, {m.High:0.000}] of {m.Count}"), limit);
    }
}
