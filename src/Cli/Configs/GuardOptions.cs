namespace Forewarn.Cli.Configs;

/// <summary>What no plan may violate, whichever model proposed it. Columns are those of the policy's action spec.</summary>
public sealed record GuardOptions
{
    /// <summary>Allowed <c>[low, high]</c> of plan columns, in the column's own unit.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Ranges { get; init; } =
        new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>Largest change per second of plan columns, in the column's own unit.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>Oldest observation a decision may rest on, ms.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 60_000)]
    public double FreshnessMs { get; init; } = 500;

    /// <summary>Whether plans are refused when what is imagined of them is unlike anything that the safety heads were trained on.</summary>
    public bool RefusesUnsupported { get; init; }

    /// <summary>
    /// Whether the safety heads refuse plans of which nothing was imagined. Otherwise such a plan may still run from the rung for late
    /// world models, which then says that it is unimagined.
    /// </summary>
    public bool RefusesUnimagined { get; init; }
}
