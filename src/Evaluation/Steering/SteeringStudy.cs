using Forewarn.Core;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// The paired closed-loop study: all wishes and all selectors share every scene, its proposals and its physics, so that
/// a difference between two selectors is a difference of choice and of nothing else.
/// </summary>
/// <param name="createBench">Makes one bench per worker, on the worker's thread.</param>
public sealed class SteeringStudy(
    SteeringStudyOptions options, IReadOnlyList<WishCase> wishes, Func<SteeringBench> createBench, TimeProvider time)
{
    public const string TableFile = "scenes.jsonl";

    /// <summary>Plays what <paramref name="folder"/> lacks, and returns the rows of all scenes in order.</summary>
    /// <param name="folder">Run folder; receives <see cref="TableFile"/> and <c>figures/</c>.</param>
    /// <exception cref="ForewarnException">The folder holds rows of other models, settings or wishes.</exception>
    public IReadOnlyList<SceneRow> Run(
        string folder, Action<StudyProgress>? progress = null, CancellationToken cancel = default)
    {
        Validate();
        var jobs = options.Seeds.SelectMany(s => Enumerable.Range(0, options.Episodes).Select(e => (s, e))).ToArray();
        string figures = Path.Combine(folder, "figures");
        return ResumableRun.Run(
            Path.Combine(folder, TableFile), Identity(), jobs, options.Workers,
            () => new ScenePlayer(createBench(), options, wishes, figures, time, cancel),
            (player, seed, episode) => player.Play(seed, episode),
            (SceneRow row) => (row.Seed, row.Episode), time, progress, cancel);
    }

    private string Identity() =>
        $"{options.Identity}; N={options.Proposals}; first={options.FirstSamples}; true-future={options.TrueFuture}; "
        + $"orders={options.RandomOrders}{WishText(wishes)}";

    /// <summary>Whether a table with this identity is about exactly these wishes.</summary>
    internal static bool IsAbout(string identity, IEnumerable<WishCase> wishes) =>
        identity.IndexOf("; orders=", StringComparison.Ordinal) is >= 0 and var orders
        && identity.IndexOf("; ", orders + 1, StringComparison.Ordinal) is >= 0 and var start
        && identity.AsSpan(start).SequenceEqual(WishText(wishes));

    private static string WishText(IEnumerable<WishCase> wishes) => string.Concat(wishes.Select(wish => $"; {wish}"));

    private void Validate()
    {
        if (wishes.Count == 0)
            throw new ForewarnException("steering study: found no wishes, wanted at least one.", ExitCode.Usage);
        if (wishes.FirstOrDefault(w => w.Accept.Length == 0 && !w.Neutral) is { } wish)
            throw ForewarnException.Of($"wish \"{wish.Text}\"", "no accepted outcome", "at least one",
                "Name what fulfils it, for example handle or rim.", ExitCode.Usage);
        if (options.Seeds.Count == 0 || options.Seeds.Distinct().Count() != options.Seeds.Count)
            throw ForewarnException.Of("evaluation seeds", string.Join(", ", options.Seeds), "one or more different numbers",
                "A repeated seed would repeat the same scenes.", ExitCode.Usage);
        if (options.Episodes < 1 || options.FirstSamples < 1 || options.Proposals < options.FirstSamples || options.Workers < 1
            || options.RandomOrders < 0)
            throw ForewarnException.Of("steering study",
                $"episodes {options.Episodes}, proposals {options.Proposals}, first samples {options.FirstSamples}, "
                + $"workers {options.Workers}, random orders {options.RandomOrders}",
                "each at least 1 (random orders 0), and no more first samples than proposals", "Correct the options.", ExitCode.Usage);
    }
}
