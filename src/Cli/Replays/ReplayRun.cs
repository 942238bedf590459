using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Replay;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tasks;
using Forewarn.Inference;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Steering;

namespace Forewarn.Cli.Replays;

/// <summary>A replay from models to figures.</summary>
internal sealed class ReplayRun : IDisposable
{
    private readonly Session _session;
    private readonly SteeringModels _models;
    private readonly LanguageReader _reader;
    private readonly ulong _seed;

    /// <param name="seed">Root seed of the proposals.</param>
    /// <param name="selectors">Names of selectors; empty for all that the models allow.</param>
    /// <exception cref="ForewarnException">A package is missing or damaged, or a selector is unknown.</exception>
    public ReplayRun(Session session, ResolvedConfig config, ulong seed, IReadOnlyList<string> selectors)
    {
        (_session, _seed, _reader) = (session, seed, config.Reader());
        _models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line });
        try
        {
            Study = new ReplayStudy(Bench(config, selectors), session.Time);
        }
        catch
        {
            _models.Dispose();
            throw;
        }
    }

    public SteeringModels Models => _models;

    public ReplayStudy Study { get; }

    /// <param name="wish">Asked instead of the recorded wishes; null for those.</param>
    /// <param name="wanted">Decisions to come, for showing progress; 0 if nobody knows.</param>
    public ReplayResults Run(IEnumerable<RecordedDecision> decisions, int wanted, string? wish, string command, CancellationToken cancel)
    {
        int blind = 0;
        var rows = new WorkProgress(_session.Terminal, _session.Time).Run("decisions", report =>
        {
            var made = new List<ReplayRow>();
            foreach (RecordedDecision recorded in decisions)
            {
                cancel.ThrowIfCancellationRequested();
                if (Study.Play(recorded, wish, cancel) is { } row) made.Add(row);
                else blind++;
                report(made.Count + blind, Math.Max(wanted, made.Count + blind));
            }
            return made;
        });
        return ReplayAnalysis.Of(rows, blind, _reader, RunRecord.Now(command, [_seed], rows.Count, _models.Hashes, _session.Time));
    }

    public void Dispose() => _models.Dispose();

    private ReplayBench Bench(ResolvedConfig config, IReadOnlyList<string> names)
    {
        var options = config.Get<SteeringOptions>();
        var chooser = SteeringAssembly.Chooser(_models, options, _session.Time);
        List<ISelector> all = [new RandomModeSelector(), new HeaviestModeSelector(), new ForewarnSelector(chooser)];
        if (_models.Success is { } success) all.Add(new SuccessClassifierSelector(success));
        string[] unknown = [.. names.Except(all.Select(s => s.Name))];
        if (unknown.Length > 0)
            throw ForewarnException.Of("--selectors", string.Join(", ", unknown), string.Join(", ", all.Select(s => s.Name)),
                "Name some of these, separated by commas.", ExitCode.Usage);
        var parts = new SteeringParts(
            _models.Proposer, SteeringAssembly.Clustering(options), _models.WorldModel,
            SteeringAssembly.Guards(config.Get<GuardOptions>(), options, _models), chooser, _models.Outcome);
        return new ReplayBench(
            parts, options, new SeedStreams(_seed), _models.Hashes, _models.Narrator,
            [.. all.Where(s => names.Count == 0 || names.Contains(s.Name))], _reader, _models.Familiar);
    }
}
