using Forewarn.Core;
using Forewarn.Evaluation.Replay;
using Forewarn.Recording;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Cli.Replays;

/// <summary>Plans that were executed, from a data set or a recording.</summary>
internal static class Demonstrations
{
    /// <param name="path">A folder of recorded episodes, or a recording of a steering run.</param>
    /// <exception cref="ForewarnException">It is neither.</exception>
    public static IEnumerable<Demonstration> Of(string path, string? node) =>
        File.Exists(Path.Combine(path, "dataset.json")) ? Episodes(path) : Decisions(path, node);

    private static IEnumerable<Demonstration> Episodes(string path)
    {
        using var store = EpisodeStore.Open(path);
        for (int e = 0; e < store.Count; e++)
            yield return new($"episode {e}", store.States(e)[..store.StateSize].ToArray(), store.Plan(e).ToArray());
    }

    private static IEnumerable<Demonstration> Decisions(string path, string? node)
    {
        using var bag = BagReader.Open(path);
        foreach (RecordedDecision recorded in new DecisionReader(bag, node).Decisions())
            if (recorded is { Decision.Plan: { } plan, History: { } history })
                yield return new($"decision {recorded.Decision.Index}", history.Latest.State, plan.Values);
    }
}
