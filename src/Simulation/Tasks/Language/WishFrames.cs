namespace Forewarn.Simulation.Tasks.Language;

/// <summary>
/// Sentence frames of wishes, by what they do. Slots: <c>{ask}</c> is room for an opening such as "could you", <c>{not}</c> the negation
/// that fits it, <c>{part}</c> and <c>{other}</c> the parts named, <c>{fault}</c> and <c>{second}</c> what is wrong with them; then
/// <c>{object}</c> and the language's verbs.
/// </summary>
public sealed record WishFrames
{
    /// <summary>Where a frame has room for an opening.</summary>
    public const string Ask = "{ask}";

    public required SentenceFrames Request { get; init; }

    public required SentenceFrames Contrast { get; init; }

    public required SentenceFrames Offer { get; init; }

    public required SentenceFrames Any { get; init; }

    public required SentenceFrames Refusal { get; init; }

    public required SentenceFrames Neither { get; init; }

    /// <summary>One fault of one part. Facts have no held-out frames: what is held out is the pairing.</summary>
    public IReadOnlyList<string> FactOfOne { get; init; } = [];

    /// <summary>One fault of two parts.</summary>
    public IReadOnlyList<string> FactOfTwo { get; init; } = [];

    /// <summary>Two parts with a fault each: it keeps a fault from giving away which part is left.</summary>
    public IReadOnlyList<string> TwoFacts { get; init; } = [];

    /// <summary>Frames of a kind; facts have lists of their own.</summary>
    public SentenceFrames Of(WishKind kind) => kind switch
    {
        WishKind.Request => Request,
        WishKind.Contrast => Contrast,
        WishKind.Offer => Offer,
        WishKind.Any => Any,
        WishKind.Refusal => Refusal,
        WishKind.Neither => Neither,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind with frames of one list"),
    };

    /// <summary>Every frame that training uses.</summary>
    public IEnumerable<string> Training() =>
        Enum.GetValues<WishKind>().Where(k => k != WishKind.Fact).SelectMany(k => Of(k).Train)
            .Concat(FactOfOne).Concat(FactOfTwo).Concat(TwoFacts);
}
