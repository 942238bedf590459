namespace Forewarn.Steering;

/// <summary>What was asked and answered about one wish.</summary>
internal sealed record AskedWish
{
    public static readonly AskedWish New = new();

    /// <summary>The open question; null where none is.</summary>
    public ClarifyingQuestion? Question { get; init; }

    /// <summary>What the answer named, of what was offered; null where it named nothing yet.</summary>
    public string? Phrase { get; init; }

    /// <summary>The answer that named it, which may say more.</summary>
    public string Answer { get; init; } = "";

    /// <summary>The wish in other words, which stand for it from then on; null where it was not said again.</summary>
    public string? Rephrased { get; init; }

    /// <summary>What was offered and not meant.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>Rounds of plans since then that held nothing else.</summary>
    public int Misses { get; init; }

    /// <summary>Whether answers so far keep any plan out.</summary>
    public bool IsNarrowed => Phrase is not null || Refused.Count > 0;

    /// <summary>In words, for the reason of a decision; null where nothing was answered.</summary>
    public string? Notice =>
        Phrase is not null ? $"answered '{Phrase}'"
        : Refused.Count > 0 ? $"answered '{ClarifyingQuestion.SomethingElse}'"
        : Rephrased is not null ? $"read as '{Rephrased}'"
        : null;

    /// <summary>Whether a plan of this narration may be what is meant, after all that was answered.</summary>
    public bool Allows(string narration) =>
        (Phrase is null || ClarifyingQuestion.Says(narration, Phrase)) && !Refused.Any(r => ClarifyingQuestion.Says(narration, r));
}
