using Forewarn.Core;

namespace Forewarn.Recording.LeRobot;

/// <summary>One whole episode in memory.</summary>
/// <param name="Info">Where it comes from.</param>
/// <param name="Columns">By feature name; features that cannot be read (videos) are missing.</param>
public sealed record LeRobotEpisode(LeRobotEpisodeInfo Info, IReadOnlyDictionary<string, LeRobotColumn> Columns)
{
    public int Length => Info.Length;

    /// <exception cref="ForewarnException">No such column.</exception>
    public LeRobotColumn this[string feature] => Columns.TryGetValue(feature, out var column)
        ? column
        : throw ForewarnException.Of($"episode {Info.Index}", $"no feature '{feature}'", $"one of {string.Join(", ", Columns.Keys)}",
            "Read another feature.", ExitCode.Usage);
}
