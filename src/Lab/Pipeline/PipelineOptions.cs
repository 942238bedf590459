using System.ComponentModel.DataAnnotations;

namespace Forewarn.Lab.Pipeline;

/// <summary>Sizes of the data sets that all models of a task are trained on.</summary>
public sealed record PipelineOptions
{
    /// <summary>Rendered start scenes with pose labels, for the policy's eye.</summary>
    [Range(10, 1_000_000)]
    public int Scenes { get; init; } = 6000;

    /// <summary>Demonstrations the policy imitates.</summary>
    [Range(10, 1_000_000)]
    public int Demonstrations { get; init; } = 100;

    /// <summary>Scripted episodes, right and wrong, for the world model.</summary>
    [Range(10, 1_000_000)]
    public int Play { get; init; } = 2400;

    /// <summary>Episodes of the trained policy itself, failures included, for the world model.</summary>
    [Range(10, 1_000_000)]
    public int Rollouts { get; init; } = 1200;
}
