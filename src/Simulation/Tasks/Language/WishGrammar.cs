using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Language;

/// <summary>Draws one wish: a meaning, a kind of saying it, and words.</summary>
internal sealed class WishGrammar(TaskLanguage language, LanguageSplit split, SeedStream seed)
{
    /// <summary>Share of the clauses with room for it that begin with an opening.</summary>
    private const double OpeningShare = 0.4, AttributeOpeningShare = 0.15;

    /// <summary>Share of wishes that end with "please": it must not stand before a wish only.</summary>
    private const double ClosingShare = 0.05;

    /// <summary>Share of wishes that state facts, where a split has any; of these, the share that state two.</summary>
    private const double FactShare = 0.14, FactPairShare = 0.45;

    private readonly int _any = language.ModesOf(TaskLanguage.AnyPart);
    private readonly int[] _parts = [.. language.Parts.Select(p => language.ModesOf(p.Name))];

    /// <summary>One side of a part; the parts where no part has sides.</summary>
    private readonly int[] _sides = Sides(language);

    public TaskWish Draw()
    {
        if (!language.Splits.Contains(split)) throw new ArgumentException($"the language of {language.Name} has no split {split}");
        // Facts have neither held-out frames nor combinations.
        bool factual = language.Faults.Count > 0 && (split is LanguageSplit.Train or LanguageSplit.Synonym);
        if (split == LanguageSplit.Fact || (factual && Chance(FactShare))) return Fact();
        var meaning = Meaning();
        var kind = Kind(meaning.Modes);
        return new(Ask(meaning, kind), meaning, split, kind);
    }

    private WishMeaning Meaning()
    {
        if (split == LanguageSplit.Combination) return One(language.HeldOutMeanings);
        while (true)
        {
            int modes = seed.NextDouble() switch
            {
                < 0.48 => One(_parts),
                < 0.64 => One(_sides),
                < 0.85 => _any & ~One(_parts),
                < 0.91 => _any & ~One(_sides),
                _ => _any,
            };
            var required = new List<(string, string)>();
            foreach (var attribute in language.Attributes)
                if (Chance(0.35)) required.Add((attribute.Name, One(attribute.Values).Name));
            var meaning = new WishMeaning(language, modes, required);
            if (!language.IsHeldOut(meaning)) return meaning;
        }
    }

    private WishKind Kind(int modes)
    {
        double u = seed.NextDouble();
        if (modes == _any) return WishKind.Any;
        if (_parts.Contains(modes)) return u < 0.45 ? WishKind.Request : u < 0.70 ? WishKind.Contrast : WishKind.Neither;
        if (_sides.Contains(modes)) return u < 0.75 ? WishKind.Request : WishKind.Contrast;
        // "Not the left rim" can only be said by what is refused; two parts can also be offered.
        return _parts.Contains(_any & ~modes) && u < 0.4 ? WishKind.Offer : WishKind.Refusal;
    }

    private string Ask(WishMeaning meaning, WishKind kind)
    {
        bool heldOut = split == LanguageSplit.Template;
        // A known frame behind an opening that training never puts there is a sentence as new as a new frame.
        bool recombined = heldOut && Chance(0.25);
        var frames = language.Wishes.Of(kind).Of(heldOut && !recombined);
        if (recombined) frames = [.. frames.Where(f => f.Contains(WishFrames.Ask))];
        bool refusal = kind is WishKind.Refusal or WishKind.Neither;
        var opening = recombined ? Opening.Draw(refusal, heldOut: true, seed) : Opened(refusal, OpeningShare);
        var (part, other) = Named(meaning.Modes, kind);
        string text = Fill(One(frames), opening, slot => slot == "part" ? part : other);
        if (Chance(ClosingShare) && !text.Contains("please")) text += " please";
        foreach (var attribute in language.Attributes)
            if (meaning.Required(attribute.Name) is { } value)
                text = Join(text, Attribute(attribute, attribute.Values[attribute.IndexOf(value)].Words));
        return text;
    }

    /// <summary>The phrases for the parts that a wish of this kind names.</summary>
    private (string Part, string Other) Named(int modes, WishKind kind)
    {
        int[] refused = [.. _parts.Where(p => (p & modes) == 0)];
        seed.Shuffle(refused.AsSpan());
        switch (kind)
        {
            case WishKind.Any: return ("", "");
            case WishKind.Request: return (Say(modes), "");
            case WishKind.Refusal: return (Say(_any & ~modes), "");
            case WishKind.Neither: return (Say(refused[0]), Say(refused[1]));
            case WishKind.Offer:
                int[] offered = [.. _parts.Where(p => (p & modes) != 0)];
                seed.Shuffle(offered.AsSpan());
                return (Say(offered[0]), Say(offered[1]));
        }
        if (!_parts.Contains(modes) && Chance(0.8)) return (Say(modes), Say(_parts.First(p => (p & modes) != 0) & ~modes));
        return (Say(modes), Chance(0.6) ? Say(refused[0]) : $"{Say(refused[0])} or the {Say(refused[1])}");
    }

    private string Attribute(TaskAttribute attribute, Synonyms value) => Fill(One(attribute.Wishes.Of(split == LanguageSplit.Template)),
        Opened(refusal: false, AttributeOpeningShare), _ => Pick(value));

    private TaskWish Fact()
    {
        int[] parts = [.. _parts];
        seed.Shuffle(parts.AsSpan());
        var (part, other) = (parts[0], parts[1]);
        bool two = Chance(FactPairShare), twice = two && seed.Next(2) == 0;
        int unfit = two ? part | other : part;
        // One fault said of two parts at once is held out as soon as it is withheld from one of them.
        var fault = One(Faults(part, two && !twice ? other : part));
        var second = One(Faults(other, other));
        var frames = twice ? language.Wishes.TwoFacts : two ? language.Wishes.FactOfTwo : language.Wishes.FactOfOne;
        string text = Fill(One(frames), Opened(refusal: false, OpeningShare), slot => slot switch
        {
            "part" => Say(part),
            "other" => Say(other),
            "fault" => fault.Word,
            _ => second.Word,
        });
        return new(text, new(language, _any & ~unfit), split, WishKind.Fact);
    }

    private Fault[] Faults(int part, int other) => [.. language.Faults.Where(f => split == LanguageSplit.Fact
        ? Withheld(f) == part : Withheld(f) != part && Withheld(f) != other)];

    private int Withheld(Fault fault) => fault.Withheld is null ? 0 : language.ModesOf(fault.Withheld);

    private Opening? Opened(bool refusal, double share) =>
        !Chance(share) ? null : Opening.Draw(refusal, split == LanguageSplit.Template && seed.Next(2) == 0, seed);

    /// <param name="named">Slots that neither an opening nor a concept fills.</param>
    private string Fill(string frame, Opening? opening, Func<string, string> named) => SentenceFrame.Fill(frame, slot => slot switch
    {
        "ask" => opening is null ? "" : opening.Text + " ",
        "not" => One(Opening.Negations(frame.Contains(WishFrames.Ask) ? opening : null)),
        _ => language.Concepts.TryGetValue(slot, out var concept) ? Pick(concept) : named(slot),
    });

    private string Join(string text, string clause) => seed.Next(4) switch
    {
        0 => $"{clause}, {text}",
        1 => $"{text} and {clause}",
        _ => $"{text}, {clause}",
    };

    private string Say(int modes) => PartFrames.Say(language, modes, Pick, seed);

    private static int[] Sides(TaskLanguage language)
    {
        int[] sides = [.. language.Parts.Where(p => p.Sided)
            .SelectMany(p => new[] { TaskLanguage.Left, TaskLanguage.Right }.Select(side => language.ModesOf($"{p.Name}-{side}")))];
        return sides.Length > 0 ? sides : [.. language.Parts.Select(p => language.ModesOf(p.Name))];
    }

    private string Pick(Synonyms concept) => concept.Pick(split, seed);

    private bool Chance(double share) => seed.NextDouble() < share;

    private T One<T>(IReadOnlyList<T> list) => list[seed.Next(list.Count)];
}
