using Forewarn.Core;
using Forewarn.Evaluation.Replay;
using Forewarn.Recording;
using Forewarn.Recording.LeRobot;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Cli.Replays;

/// <summary>Plans that were executed, from a data set or a recording.</summary>
internal static class Demonstrations
{
    /// <param name="path">A folder of recorded episodes, a LeRobot data set, or a recording of a steering run.</param>
    /// <param name="node">Of a recording with several.</param>
    /// <param name="values">Numbers of a plan, <c>T x A</c>; episodes of data sets may go on after it.</param>
    /// <exception cref="ForewarnException">It is none of these.</exception>
    public static IEnumerable<Demonstration> Of(string path, string? node, int values) =>
        File.Exists(Path.Combine(path, "dataset.json")) ? Episodes(path)
        : LeRobotReader.IsDataSet(path) ? LeRobot(path, values)
        : Decisions(path, node);

    private static IEnumerable<Demonstration> Episodes(string path)
    {
        using var store = EpisodeStore.Open(path);
        for (int e = 0; e < store.Count; e++)
            yield return new($"episode {e}", store.States(e)[..store.StateSize].ToArray(), store.Plan(e).ToArray());
    }

    private static IEnumerable<Demonstration> LeRobot(string path, int values)
    {
        using var reader = LeRobotReader.Open(path);
        string actions = reader.Info.Find(LeRobotNames.PlanRows) is null ? LeRobotNames.Action : LeRobotNames.PlanRows;
        for (int e = 0; e < reader.Episodes.Count; e++)
        {
            var episode = reader.ReadEpisode(e, [LeRobotNames.State, actions]);
            var rows = episode[actions].As<float>();
            yield return new($"episode {episode.Info.Index}", episode[LeRobotNames.State].Frame<float>(0).ToArray(), rows[..Math.Min(values, rows.Length)].ToArray());
        }
    }

    private static IEnumerable<Demonstration> Decisions(string path, string? node)
    {
        using var bag = BagReader.Open(path);
        foreach (RecordedDecision recorded in new DecisionReader(bag, node).Decisions())
            if (recorded is { Decision.Plan: { } plan, History: { } history })
                yield return new($"decision {recorded.Decision.Index}", history.Latest.State, plan.Values);
    }
}
