using System.ComponentModel.DataAnnotations;

namespace Forewarn.Cli.Tests;

public enum Color
{
    DarkRed,
    Blue,
}

/// <summary>A record with one of everything a configuration can hold.</summary>
public sealed record Knobs
{
    [Range(1, 64)]
    public int Modes { get; init; } = 6;

    public double NmsRadiusCm { get; init; } = 2;

    public bool Asks { get; init; }

    public string Name { get; init; } = "plain";

    public Color Color { get; init; } = Color.Blue;

    public double? Limit { get; init; }

    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2];

    public IReadOnlyDictionary<Color, double> Mix { get; init; } = new Dictionary<Color, double>();

    public Nested Inner { get; init; } = new() { Depth = 3 };

    /// <summary>Read-only, so no key of its own.</summary>
    public int Twice => Modes * 2;
}

public sealed record Nested
{
    public int Depth { get; init; } = 1;

    public float Scale { get; init; } = 0.1f;
}
