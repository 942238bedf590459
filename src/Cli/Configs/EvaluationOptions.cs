using System.ComponentModel.DataAnnotations;

namespace Forewarn.Cli.Configs;

/// <summary>How many paired episodes an evaluation plays, and on which wishes.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Scenes per seed; every wish and every way of choosing shares them.</summary>
    [Range(1, 1_000_000)]
    public int Episodes { get; init; } = 200;

    /// <summary>Evaluation seeds; none of them is a training seed.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [101, 102, 103];

    /// <summary>Wish list: a file beside the configurations, or a path.</summary>
    public string Wishes { get; init; } = "wishes-cup.yaml";

    /// <summary>Whether execution is filmed, for narrations of the true future.</summary>
    public bool TrueFuture { get; init; } = true;

    /// <summary>Scenes of the first seed that are drawn as film strips.</summary>
    [Range(0, 1000)]
    public int FilmScenes { get; init; } = 2;

    /// <summary>Samples executed as drawn: 1 gives the base policy, 6 also the control without clustering.</summary>
    [Range(1, 64)]
    public int FirstSamples { get; init; } = 6;

    /// <summary>Whether the text choice is asked again under changed conditions: orders, unfit plans, empty wish.</summary>
    public bool Controls { get; init; } = true;

    /// <summary>Presentation orders drawn per choice for the position control, beside all cyclic ones.</summary>
    [Range(0, 100)]
    public int RandomOrders { get; init; } = 4;

    /// <summary>Worker threads; results do not depend on their number, latencies do.</summary>
    [Range(1, 256)]
    public int Workers { get; init; } = 1;
}
