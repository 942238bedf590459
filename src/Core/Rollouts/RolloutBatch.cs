namespace Forewarn.Core;

/// <summary>Jobs of one kind.</summary>
/// <param name="Kind">Name of the <see cref="IRolloutKind"/> that does them.</param>
/// <param name="Jobs">Read by several threads at once, each job once or, after the loss of a worker process, twice.</param>
public sealed record RolloutBatch(string Kind, IReadOnlyList<RolloutJob> Jobs)
{
    /// <summary>What all jobs need, for example the description of an environment; every worker receives it once.</summary>
    public ReadOnlyMemory<byte> Shared { get; init; }
}
