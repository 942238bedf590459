using Forewarn.Core;

namespace Forewarn.Learning.Verifiers;

/// <summary>Size of the decoder: Llama's block (RMSNorm, rotary positions, grouped-query attention, SwiGLU, tied embedding).</summary>
public sealed record DecoderOptions
{
    /// <summary>Width <c>D</c> of a token.</summary>
    public int Width { get; init; } = 192;

    public int Layers { get; init; } = 6;

    /// <summary>Query heads; <c>D / Heads</c> is the head size, which must be even, unless <see cref="HeadWidth"/> says another.</summary>
    public int Heads { get; init; } = 6;

    /// <summary>Key and value heads, each shared by <c>Heads / KvHeads</c> query heads.</summary>
    public int KvHeads { get; init; } = 2;

    /// <summary>Width of the gated hidden layer.</summary>
    public int Hidden { get; init; } = 512;

    /// <summary>Number of tokens <c>V</c>.</summary>
    public int Vocabulary { get; init; } = 768;

    /// <summary>Longest sequence <c>M</c>, capacity of the key-value cache.</summary>
    public int MaxTokens { get; init; } = 256;

    /// <summary>Base of the rotary frequencies.</summary>
    public double RopeBase { get; init; } = 10_000;

    public double Epsilon { get; init; } = 1e-5;

    /// <summary>Size of a head where it is not <c>D / Heads</c>; 0 = it is.</summary>
    public int HeadWidth { get; init; }

    /// <summary>Stretches rotary positions over a longer reach than the model was first trained for.</summary>
    public RopeScaling Scaling { get; init; } = new();

    public int HeadSize => HeadWidth > 0 ? HeadWidth : Width / Heads;

    /// <summary>Rows that queries, keys and values of a token take together.</summary>
    internal int Attended => (Heads + 2 * KvHeads) * HeadSize;

    /// <summary>About 2.5 million parameters.</summary>
    public static DecoderOptions Default => new();

    /// <summary>Learns a tiny task in seconds; for tests.</summary>
    public static DecoderOptions Debug => new() { Width = 64, Layers = 3, Heads = 4, KvHeads = 2, Hidden = 128, MaxTokens = 192 };

    /// <exception cref="ForewarnException">The sizes do not fit each other.</exception>
    public void Validate()
    {
        bool fits = Layers > 0 && Hidden > 0 && MaxTokens > 0 && Heads > 0 && KvHeads > 0 && Width > 0
            && (HeadWidth > 0 || Width % Heads == 0) && HeadSize % 2 == 0 && Heads % KvHeads == 0 && Vocabulary > 1;
        if (!fits)
            throw ForewarnException.Of("decoder", $"{this}", "positive sizes, Width a multiple of 2 x Heads, Heads a multiple of KvHeads",
                "Correct the sizes.", ExitCode.Usage);
    }
}
