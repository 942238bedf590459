using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Simulation;
using Forewarn.Simulation.Misspecification;

namespace Forewarn.Lab.Imitation;

/// <summary>A task as a learner meets it: the expert's, or one in which the learner differs.</summary>
/// <param name="Entry">The expert's task.</param>
/// <param name="Changes">How the learner differs, as <c>name=value</c>; the later around the earlier.</param>
internal sealed record LearnerTask(EnvironmentEntry Entry, IReadOnlyList<string> Changes)
{
    /// <exception cref="ForewarnException">No such task or change, or a value that does not go with the task.</exception>
    public static LearnerTask Of(string name, IReadOnlyList<string> changes)
    {
        var task = new LearnerTask(EnvironmentCatalog.Find(name), changes);
        // What does not go with the task is found before anything is written.
        task.Create().Dispose();
        return task;
    }

    public IStateEnvironment Create()
    {
        var environment = Entry.Create();
        try
        {
            return Changes.Aggregate(environment, LearnerChange.Apply);
        }
        catch
        {
            environment.Dispose();
            throw;
        }
    }

    /// <summary>The expert's data as the learner would have sensed them.</summary>
    public TransitionSet Sensed(TransitionSet set)
    {
        using var environment = Create();
        for (var layer = environment as EnvironmentWrapper; layer is not null; layer = layer.Inner as EnvironmentWrapper)
        {
            // The innermost layer that hides something is the one whose columns are those of the data.
            if (layer is HiddenColumns hidden && hidden.Inner.StateSize == set.StateSize) return Visible(environment, hidden, set);
        }
        return set;
    }

    private static TransitionSet Visible(IStateEnvironment outer, HiddenColumns innermost, TransitionSet set)
    {
        var seen = set.Columns(innermost.Kept);
        var above = new Stack<HiddenColumns>();
        for (var layer = outer as EnvironmentWrapper; layer is not null && layer != innermost; layer = layer.Inner as EnvironmentWrapper)
            if (layer is HiddenColumns hidden) above.Push(hidden);
        return above.Aggregate(seen, (left, hidden) => left.Columns(hidden.Kept));
    }
}
