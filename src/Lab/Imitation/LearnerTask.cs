using System.Globalization;
using Forewarn.Core;
using Forewarn.Simulation;
using Forewarn.Simulation.Misspecification;

namespace Forewarn.Lab.Imitation;

/// <summary>A task as a learner meets it: the expert's, or one in which the learner differs.</summary>
/// <param name="Entry">The expert's task.</param>
/// <param name="Changes">How the learner differs, as <c>name=value</c>, applied in this order.</param>
internal sealed record LearnerTask(EnvironmentEntry Entry, IReadOnlyList<string> Changes)
{
    private static readonly IReadOnlyDictionary<string, Func<IStateEnvironment, float, IStateEnvironment>> Known =
        new Dictionary<string, Func<IStateEnvironment, float, IStateEnvironment>>(StringComparer.Ordinal)
        {
            ["action-clip"] = (inner, value) => new ClippedActions(inner, value),
        };

    /// <exception cref="ForewarnException">No such task or change, or a value that is none.</exception>
    public static LearnerTask Of(string name, IReadOnlyList<string> changes)
    {
        var task = new LearnerTask(EnvironmentCatalog.Find(name), changes);
        // A change that does not go with the task is found before anything is written.
        task.Create().Dispose();
        return task;
    }

    public IStateEnvironment Create() => Changes.Aggregate(Entry.Create(), Change);

    private static IStateEnvironment Change(IStateEnvironment inner, string change)
    {
        string[] parts = change.Split('=', 2);
        if (!Known.TryGetValue(parts[0], out var wrap))
            throw new ForewarnException($"Unknown misspecification '{parts[0]}'. {NearestName.Advice(parts[0], [.. Known.Keys])}", ExitCode.Usage);
        if (parts.Length < 2 || !float.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
            throw ForewarnException.Of($"--misspecify {parts[0]}", parts.Length < 2 ? "nothing" : $"'{parts[1]}'", "a number", $"Write {parts[0]}=0.5 for example.", ExitCode.Usage);
        return wrap(inner, value);
    }
}
