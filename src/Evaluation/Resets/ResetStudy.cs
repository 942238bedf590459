using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Resets;

/// <summary>
/// What a pair of futures is worth when the second one was not lived through: differences of reward-to-go in the
/// simulator against those that imagined futures and logged outcomes give.
/// </summary>
public sealed class ResetStudy(ResetStudyOptions options, IReadOnlyList<WishCase> wishes, Func<ResetBench> createBench, TimeProvider time)
{
    public const string TableFile = "resets.jsonl";

    /// <summary>Plays what <paramref name="folder"/> lacks.</summary>
    /// <exception cref="ForewarnException">Options are wrong, or the folder holds rows of other models or wishes.</exception>
    public IReadOnlyList<ResetRow> Run(string folder, Action<StudyProgress>? progress = null, CancellationToken cancel = default)
    {
        options.Validated();
        if (wishes.Count == 0 || wishes.Any(w => w.Neutral || w.Accept.Length == 0))
            throw new ForewarnException("reset study: found no wish, or one that nothing fulfills, wanted wishes with outcomes.", ExitCode.Usage);
        (ulong, int)[] jobs = [.. options.Seeds.SelectMany(s => Enumerable.Range(0, options.Episodes).Select(e => (s, e)))];
        string identity = $"{options.Identity}; N={options.Proposals}; radius={options.Radius:R}; pairs={options.PairsPerKind}; "
            + $"prefix={options.PrefixRows}; blend={options.BlendRows}; rows={options.RowsPerFrame}; logged={options.LoggedPlans}; {string.Join("; ", wishes)}";
        return ResumableRun.Run(Path.Combine(folder, TableFile), identity, jobs, options.Workers,
            () => new ResetPlayer(createBench(), options, wishes, cancel), (player, seed, episode) => player.Play(seed, episode),
            (ResetRow row) => (row.Seed, row.Episode), time, progress, cancel);
    }
}
