using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Phases;

/// <summary>
/// Whole episodes of several steered phases, each with its own wish and its own models, and the base policies in the same scenes. A phase
/// begins when the task of the one before came true by any mode, where that left everything.
/// </summary>
/// <param name="wishes">Of each phase its wishes; neutral ones are left out. Groups that all phases have are measured.</param>
/// <param name="createBench">Makes one bench per worker, on the worker's thread.</param>
public sealed class PhaseStudy(
    PhaseStudyOptions options, IReadOnlyList<IReadOnlyList<WishCase>> wishes, Func<PhaseBench> createBench, TimeProvider time)
{
    public const string TableFile = "phases.jsonl";

    private readonly WishCase[][] _wishes = [.. wishes.Select(list => list.Where(w => !w.Neutral).ToArray())];

    /// <summary>Wishes of each phase as rows number them.</summary>
    public IReadOnlyList<IReadOnlyList<WishCase>> Wishes => _wishes;

    /// <summary>Groups of wishes that every phase has, in the order of the first.</summary>
    public IReadOnlyList<string> Groups =>
        [.. _wishes[0].Select(w => w.Group).Distinct().Where(g => _wishes.All(list => list.Any(w => w.Group == g)))];

    /// <summary>Plays what <paramref name="folder"/> lacks, and returns the rows of all scenes in order.</summary>
    /// <exception cref="ForewarnException">The folder holds rows of other models or wishes, or a size is out of range.</exception>
    public IReadOnlyList<PhaseRow> Run(string folder, Action<StudyProgress>? progress = null, CancellationToken cancel = default)
    {
        if (options.Episodes < 1 || options.Workers < 1 || options.Seeds.Count == 0 || options.Seeds.Distinct().Count() != options.Seeds.Count)
            throw ForewarnException.Of("study of phases", $"{options.Episodes} episodes, {options.Workers} workers, seeds {string.Join(',', options.Seeds)}",
                "each at least 1, seeds all different", "Correct the command line.", ExitCode.Usage);
        if (Groups.Count == 0)
            throw ForewarnException.Of("wishes of the phases", "no group that all phases have", "groups of the same names, for example trained",
                "Correct the wish lists.", ExitCode.Usage);
        var jobs = options.Seeds.SelectMany(s => Enumerable.Range(0, options.Episodes).Select(e => (s, e))).ToArray();
        string identity = $"{options.Identity}; {string.Join(" | ", _wishes.Select(list => string.Join("; ", list.AsEnumerable())))}";
        return ResumableRun.Run(
            Path.Combine(folder, TableFile), identity, jobs, options.Workers, () => new PhasePlayer(createBench(), _wishes, Groups, cancel),
            (player, seed, episode) => player.Play(seed, episode), (PhaseRow row) => (row.Seed, row.Episode), time, progress, cancel);
    }
}
