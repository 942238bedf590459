namespace Forewarn.Cli.Configs;

/// <summary>Phases of a task that is steered more than once.</summary>
public sealed record PhaseOptions
{
    /// <summary>Configurations of the phases, in their order; empty for a task of one phase, which this configuration describes itself.</summary>
    public IReadOnlyList<string> Configs { get; init; } = [];
}
