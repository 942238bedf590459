using Forewarn.Core;
using Forewarn.Learning.Imitation;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>Whether demonstrations may serve as evidence of what must not be done.</summary>
internal static class DemonstrationCheck
{
    /// <exception cref="ForewarnException">No tasks, none in a task, states of another size or not finite, or a demonstration that fails.</exception>
    public static void Require(IReadOnlyList<ConstraintTask> tasks, int stateSize, Func<ReadOnlyMemory<float>, double>? margin)
    {
        if (tasks.Count == 0)
            throw ForewarnException.Of("tasks", "none", "one or more, with demonstrations", "Record experts at some tasks.", ExitCode.Usage);
        foreach (var task in tasks)
        {
            var set = task.Demonstrations;
            if (set.Count == 0 || set.Starts.Count == 0)
                throw ForewarnException.Of($"task '{task.Name}'", "no demonstration", "one or more", "Record some, or leave the task out.", ExitCode.Usage);
            Shape.Require($"state columns of task '{task.Name}'", set.StateSize, ("S", stateSize));
            float[] states = Visited(set);
            if (Shape.FirstNonFinite(states) is >= 0 and var bad)
                throw ForewarnException.Of($"task '{task.Name}'", $"{states[bad]} in state {bad / stateSize}", "finite numbers", "Record it again.", ExitCode.Usage);
            if (margin is null) continue;
            for (int e = 0; e < set.Starts.Count; e++)
                for (int t = 0; t <= set.LengthOf(e); t++)
                    if (margin(StateOf(set, e, t)) is var l && !(l > 0))
                        throw ForewarnException.Of($"task '{task.Name}', demonstration {e}", $"failure margin {l:G4} at step {t}", "above 0 at every step",
                            "A demonstration that fails teaches that failing is allowed: remove it.", ExitCode.Usage);
        }
    }

    /// <summary>Every state that was met, last states of episodes included, <c>[N, S]</c>.</summary>
    public static float[] Visited(TransitionSet set) =>
        [.. Enumerable.Range(0, set.Starts.Count).SelectMany(e => Enumerable.Range(0, set.LengthOf(e) + 1).SelectMany(t => StateOf(set, e, t)))];

    /// <summary>State of a demonstration after some steps.</summary>
    public static float[] StateOf(TransitionSet set, int episode, int step)
    {
        int s = set.StateSize, row = set.Starts[episode] + Math.Min(step, set.LengthOf(episode) - 1);
        return (step < set.LengthOf(episode) ? set.States : set.NextStates).Slice(row * s, s).ToArray();
    }
}
