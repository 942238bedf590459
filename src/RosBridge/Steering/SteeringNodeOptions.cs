using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.RosBridge;

/// <summary>Everything about a steering node that is not a model.</summary>
public sealed record SteeringNodeOptions
{
    public SteeringOptions Steering { get; init; } = new();

    public ControlOptions Control { get; init; } = new();

    public ToolActuationOptions Tool { get; init; } = new();

    public PacingOptions Pacing { get; init; } = new();

    public CameraFeedOptions Cameras { get; init; } = new();

    /// <summary>Oldest observation a decision may rest on, ms.</summary>
    public double FreshnessMs { get; init; } = 500;

    /// <summary>
    /// Largest change of each column of a plan per row at a seam, <c>[A]</c>; empty for none beside the joints' own speed limits, as
    /// policies want that act row by row.
    /// </summary>
    public IReadOnlyList<float> LargestSeamStep { get; init; } = [0.1f, 0.1f, 0.1f, 0.5f, 0.04f];

    /// <summary>Whether the stamps in message headers are believed; off for sensors whose clocks are not synchronized.</summary>
    public bool UseHeaderStamps { get; init; } = true;

    /// <summary>Silence of the command topic's deadline and liveliness, in control periods.</summary>
    public int LivelinessPeriods { get; init; } = 5;

    /// <summary>Where models run; inline only under a simulated clock.</summary>
    public StageExecution Execution { get; init; }

    /// <summary>Root seed of the proposals.</summary>
    public ulong Seed { get; init; } = 1;
}
