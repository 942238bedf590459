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
            if (set.StateSize < stateSize)
                throw ForewarnException.Of($"task '{task.Name}'", $"states of {set.StateSize} columns", $"{stateSize} or more, the body's state first",
                    "Record what the constraint reads.", ExitCode.Usage);
            float[] states = Visited(set, stateSize);
            if (Shape.FirstNonFinite(states) is >= 0 and var bad)
                throw ForewarnException.Of($"task '{task.Name}'", $"{states[bad]} in state {bad / stateSize}", "finite numbers", "Record it again.",
                    ExitCode.Usage);
            if (margin is null) continue;
            for (int e = 0; e < set.Starts.Count; e++)
                for (int t = 0; t <= set.LengthOf(e); t++)
                    if (margin(StateOf(set, e, t, stateSize)) is var l && !(l > 0))
                        throw ForewarnException.Of($"task '{task.Name}', demonstration {e}", $"failure margin {l:G4} at step {t}", "above 0 at every step",
                            "A demonstration that fails teaches that failing is allowed: remove it.", ExitCode.Usage);
        }
    }

    /// <summary>Every state of the body that was met, last states of episodes included, <c>[N, S]</c>.</summary>
    /// <param name="width">S, the first columns of what was recorded.</param>
    public static float[] Visited(TransitionSet set, int width)
    {
        var states = new float[(set.Count + set.Starts.Count) * width];
        int row = 0;
        for (int e = 0; e < set.Starts.Count; e++)
            for (int t = 0; t <= set.LengthOf(e); t++, row++) Row(set, e, t, width).CopyTo(states.AsSpan(row * width));
        return states;
    }

    /// <summary>States of the body that actions led to, <c>[T, S]</c>: what costs are paid for.</summary>
    public static float[] Reached(TransitionSet set, int width)
    {
        var states = new float[set.Count * width];
        for (int i = 0; i < set.Count; i++) set.NextStates.Slice(i * set.StateSize, width).CopyTo(states.AsSpan(i * width));
        return states;
    }

    /// <summary>The body's state in a demonstration after some steps, <c>[S]</c>.</summary>
    public static float[] StateOf(TransitionSet set, int episode, int step, int width) => Row(set, episode, step, width).ToArray();

    private static ReadOnlySpan<float> Row(TransitionSet set, int episode, int step, int width)
    {
        int row = set.Starts[episode] + Math.Min(step, set.LengthOf(episode) - 1);
        return (step < set.LengthOf(episode) ? set.States : set.NextStates).Slice(row * set.StateSize, width);
    }
}
