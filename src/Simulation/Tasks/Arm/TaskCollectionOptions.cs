namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>What to record of a task.</summary>
public sealed record TaskCollectionOptions
{
    public SceneOptions Task { get; init; } = new();

    /// <summary>
    /// <c>scenes</c> (first frames only), <c>demos</c> (the policy's demonstrations), <c>play</c> (everything a
    /// demonstrator can do, right or wrong) or <c>rollouts</c> (plans drawn from a policy).
    /// </summary>
    public string Kind { get; init; } = "play";

    public int Count { get; init; } = 100;

    public ulong Seed { get; init; } = 1;

    public int Workers { get; init; } = 1;

    /// <summary>Share of each script in the demonstrations; empty for the task's own.</summary>
    public IReadOnlyDictionary<string, double> DemoMix { get; init; } = new Dictionary<string, double>();

    /// <summary>Share of each script in play; empty for the task's own.</summary>
    public IReadOnlyDictionary<string, double> PlayMix { get; init; } = new Dictionary<string, double>();
}
