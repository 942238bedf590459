namespace Forewarn.Evaluation.Runs;

/// <summary>Scenes are played on a thread of their own, which owns the renderer: it waits rather than hops.</summary>
internal static class BlockingWait
{
    public static T Wait<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();
}
