using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>Draws one wish: a meaning, a kind of saying it, and words.</summary>
internal sealed class WishGrammar(LanguageSplit split, SeedStream seed)
{
    /// <summary>Share of the clauses with room for it that begin with an opening.</summary>
    private const double OpeningShare = 0.4, AttributeOpeningShare = 0.15;

    /// <summary>Share of wishes that end with "please": it must not stand before a wish only.</summary>
    private const double ClosingShare = 0.05;

    /// <summary>Share of wishes that state facts, where a split has any; of these, the share that state two.</summary>
    private const double FactShare = 0.14, FactPairShare = 0.45;

    private static readonly IReadOnlyList<WishMeaning> HeldOutCombinations =
    [
        new(CupModes.Handle, CupSpeed.Fast),
        new(CupModes.Body, CupSpeed.Fast),
        new(CupModes.RimLeft, CupSpeed.Slow),
        new(CupModes.RimRight, null, CupTilt.Upright),
        new(CupModes.Rim, null, CupTilt.Tilted),
        new(CupModes.Handle, CupSpeed.Slow, CupTilt.Tilted),
        new(CupModes.Any, CupSpeed.Fast, CupTilt.Upright),
    ];

    private static readonly CupModes[] Parts = [CupModes.Handle, CupModes.Rim, CupModes.Body];
    private static readonly CupModes[] Sides = [CupModes.RimLeft, CupModes.RimRight];

    public static bool IsHeldOut(WishMeaning meaning) => HeldOutCombinations.Contains(meaning);

    public CupWish Draw()
    {
        // Facts have neither held-out frames nor combinations.
        bool factual = split is LanguageSplit.Train or LanguageSplit.Synonym;
        if (split == LanguageSplit.Fact || (factual && Chance(FactShare))) return Fact();
        var meaning = Meaning();
        var kind = Kind(meaning.Modes);
        return new(Ask(meaning, kind), meaning, split, kind);
    }

    private WishMeaning Meaning()
    {
        if (split == LanguageSplit.Combination) return One(HeldOutCombinations);
        while (true)
        {
            var modes = seed.NextDouble() switch
            {
                < 0.48 => One(Parts),
                < 0.64 => One(Sides),
                < 0.85 => CupModes.Any & ~One(Parts),
                < 0.91 => CupModes.Any & ~One(Sides),
                _ => CupModes.Any,
            };
            CupSpeed? speed = Chance(0.35) ? (CupSpeed)seed.Next(2) : null;
            CupTilt? tilt = Chance(0.35) ? (CupTilt)seed.Next(2) : null;
            var meaning = new WishMeaning(modes, speed, tilt);
            if (!IsHeldOut(meaning)) return meaning;
        }
    }

    private WishKind Kind(CupModes modes)
    {
        double u = seed.NextDouble();
        if (modes == CupModes.Any) return WishKind.Any;
        if (Parts.Contains(modes)) return u < 0.45 ? WishKind.Request : u < 0.70 ? WishKind.Contrast : WishKind.Neither;
        if (Sides.Contains(modes)) return u < 0.75 ? WishKind.Request : WishKind.Contrast;
        // "Not the left rim" can only be said by what is refused; two parts can also be offered.
        return Parts.Contains(CupModes.Any & ~modes) && u < 0.4 ? WishKind.Offer : WishKind.Refusal;
    }

    private string Ask(WishMeaning meaning, WishKind kind)
    {
        bool heldOut = split == LanguageSplit.Template;
        // A known frame behind an opening that training never puts there is a sentence as new as a new frame.
        bool recombined = heldOut && Chance(0.25);
        var frames = recombined ? [.. WishFrames.Of(kind, false).Where(f => f.Contains(WishFrames.Ask))] : WishFrames.Of(kind, heldOut);
        bool refusal = kind is WishKind.Refusal or WishKind.Neither;
        var opening = recombined ? Opening.Draw(refusal, heldOut: true, seed) : Opened(refusal, OpeningShare);
        var (part, other) = Named(meaning.Modes, kind);
        string text = Fill(One(frames), opening, slot => slot == "part" ? part : other);
        if (Chance(ClosingShare) && !text.Contains("please")) text += " please";
        if (meaning.Speed is { } speed)
            text = Join(text, Attribute(WishFrames.SpeedTrain, WishFrames.SpeedHeldOut, CupVocabulary.Of(speed)));
        if (meaning.Tilt is { } tilt)
            text = Join(text, Attribute(WishFrames.TiltTrain, WishFrames.TiltHeldOut, CupVocabulary.Of(tilt)));
        return text;
    }

    /// <summary>The phrases for the parts that a wish of this kind names.</summary>
    private (string Part, string Other) Named(CupModes modes, WishKind kind)
    {
        var refused = Parts.Where(p => (p & modes) == 0).ToArray();
        seed.Shuffle(refused.AsSpan());
        switch (kind)
        {
            case WishKind.Any: return ("", "");
            case WishKind.Request: return (Say(modes), "");
            case WishKind.Refusal: return (Say(CupModes.Any & ~modes), "");
            case WishKind.Neither: return (Say(refused[0]), Say(refused[1]));
            case WishKind.Offer:
                var offered = Parts.Where(p => (p & modes) != 0).ToArray();
                seed.Shuffle(offered.AsSpan());
                return (Say(offered[0]), Say(offered[1]));
        }
        if (Sides.Contains(modes) && Chance(0.8)) return (Say(modes), Say(CupModes.Rim & ~modes));
        return (Say(modes), Chance(0.6) ? Say(refused[0]) : $"{Say(refused[0])} or the {Say(refused[1])}");
    }

    private string Attribute(string[] train, string[] heldOut, Synonyms concept) =>
        Fill(One(split == LanguageSplit.Template ? heldOut : train), Opened(refusal: false, AttributeOpeningShare), _ => Pick(concept));

    private CupWish Fact()
    {
        var parts = Parts.ToArray();
        seed.Shuffle(parts.AsSpan());
        var (part, other) = (parts[0], parts[1]);
        bool two = Chance(FactPairShare), twice = two && seed.Next(2) == 0;
        var unfit = two ? part | other : part;
        // One fault said of two parts at once is held out as soon as it is withheld from one of them.
        var fault = One(Faults(part, two && !twice ? other : part));
        var second = One(Faults(other, other));
        var frames = twice ? WishFrames.TwoFacts : two ? WishFrames.FactOfTwo : WishFrames.FactOfOne;
        string text = Fill(One(frames), Opened(refusal: false, OpeningShare), slot => slot switch
        {
            "part" => Say(part),
            "other" => Say(other),
            "fault" => fault.Word,
            _ => second.Word,
        });
        return new(text, new(CupModes.Any & ~unfit), split, WishKind.Fact);
    }

    private Fault[] Faults(CupModes part, CupModes other) => [.. CupVocabulary.Faults.Where(f => split == LanguageSplit.Fact
        ? f.Withheld == part : f.Withheld != part && f.Withheld != other)];

    private Opening? Opened(bool refusal, double share) =>
        !Chance(share) ? null : Opening.Draw(refusal, split == LanguageSplit.Template && seed.Next(2) == 0, seed);

    /// <param name="named">Slots that neither an opening nor a concept fills.</param>
    private string Fill(string frame, Opening? opening, Func<string, string> named) => SentenceFrame.Fill(frame, slot => slot switch
    {
        "ask" => opening is null ? "" : opening.Text + " ",
        "not" => One(Opening.Negations(frame.Contains(WishFrames.Ask) ? opening : null)),
        "lift" or "mug" => Pick(CupVocabulary.Concepts[slot]),
        _ => named(slot),
    });

    private string Join(string text, string clause) => seed.Next(4) switch
    {
        0 => $"{clause}, {text}",
        1 => $"{text} and {clause}",
        _ => $"{text}, {clause}",
    };

    private string Say(CupModes part) => PartFrames.Say(part, Pick, seed);

    private string Pick(Synonyms concept) => concept.Pick(split, seed);

    private bool Chance(double share) => seed.NextDouble() < share;

    private T One<T>(IReadOnlyList<T> list) => list[seed.Next(list.Count)];
}
