using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Cup;
using Forewarn.Evaluation.Replay;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Steering;

namespace Forewarn.Cli.Replays;

/// <summary>A replay from configuration to figures.</summary>
internal sealed class ReplayRun(Session session, ResolvedConfig config, ulong seed, string command)
{
    /// <param name="wish">Asked instead of the recorded wishes; null for those.</param>
    /// <param name="selectors">Names of selectors; empty for all that the models allow.</param>
    /// <param name="wanted">Decisions to come, for showing progress.</param>
    public ReplayResults Run(
        IEnumerable<RecordedDecision> decisions, int wanted, string? wish, IReadOnlyList<string> selectors, CancellationToken cancel)
    {
        using var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line });
        var reader = new CupNarrationReader();
        ReplayStudy study = Study(models, selectors);
        int blind = 0;
        var rows = new WorkProgress(session.Terminal, session.Time).Run("decisions", report =>
        {
            var made = new List<ReplayRow>();
            foreach (RecordedDecision recorded in decisions)
            {
                cancel.ThrowIfCancellationRequested();
                if (study.Play(recorded, wish, cancel) is { } row) made.Add(row);
                else blind++;
                report(made.Count + blind, Math.Max(wanted, made.Count + blind));
            }
            return made;
        });
        return ReplayAnalysis.Of(rows, blind, reader, RunRecord.Now(command, [seed], rows.Count, models.Hashes, session.Time));
    }

    /// <param name="selectors">As for <see cref="Run"/>.</param>
    public ReplayStudy Study(SteeringModels models, IReadOnlyList<string> selectors) =>
        new(Bench(models, config.Get<SteeringOptions>(), new CupNarrationReader(), selectors), session.Time);

    private ReplayBench Bench(SteeringModels models, SteeringOptions options, INarrationReader reader, IReadOnlyList<string> names)
    {
        var chooser = SteeringAssembly.Chooser(models, options, session.Time);
        List<ISelector> all =
        [
            new RandomModeSelector(), new HeaviestModeSelector(), new ForewarnSelector(chooser),
            .. models.Success is { } success ? new ISelector[] { new SuccessClassifierSelector(success) } : [],
        ];
        string[] unknown = [.. names.Except(all.Select(s => s.Name))];
        if (unknown.Length > 0)
            throw ForewarnException.Of("--selectors", string.Join(", ", unknown), string.Join(", ", all.Select(s => s.Name)),
                "Name some of these, separated by commas.", ExitCode.Usage);
        var parts = new SteeringParts(
            models.Proposer, SteeringAssembly.Clustering(options), models.WorldModel,
            SteeringAssembly.Guards(config.Get<GuardOptions>(), models.Proposer.Spec), chooser, models.Outcome);
        return new ReplayBench(
            parts, options, new SeedStreams(seed), models.Hashes, models.Narrator,
            [.. all.Where(s => names.Count == 0 || names.Contains(s.Name))], reader, models.Familiar);
    }
}
