namespace Forewarn.Verifier.Tests.Decoders;

/// <summary>What the border of a tiny decoder looks like.</summary>
internal sealed record TinyLayout(string Name)
{
    public static TinyLayout[] All { get; } =
    [
        new("SmolVLM"),
        new("Qwen2-VL") { PositionRows = 3 },
        new("logits to keep") { LogitsToKeep = true },
        new("cache branch") { CacheBranch = true },
        new("no positions") { PositionRows = 0 },
        new("float16 cache") { HalfCache = true },
        new("float16 border") { HalfCache = true, HalfBorder = true, LogitsToKeep = true },
        new("float16 throughout") { HalfCache = true, HalfBorder = true, HalfWeights = true },
        new("shared buffer by mask") { Shared = true, PositionRows = 0 },
    ];

    public int PositionRows { get; init; } = 1;

    public bool LogitsToKeep { get; init; }

    public bool CacheBranch { get; init; }

    public bool HalfCache { get; init; }

    public bool HalfBorder { get; init; }

    /// <summary>Products are float16, weights and activations.</summary>
    public bool HalfWeights { get; init; }

    public bool Shared { get; init; }

    public override string ToString() => Name;
}
