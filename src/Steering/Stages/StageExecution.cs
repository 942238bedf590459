namespace Forewarn.Steering;

/// <summary>On which threads a loop's models run.</summary>
public enum StageExecution
{
    /// <summary>One thread per model, so that a native call which ignores its deadline wedges that thread and nothing else.</summary>
    Threads,

    /// <summary>
    /// All on the thread that moves a simulated clock, deadlines included: a course of events is then exactly repeatable.
    /// Not for robots: a model that blocks is waited for.
    /// </summary>
    Inline,
}
