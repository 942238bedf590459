using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>
/// Narrations and wishes of the cup task: frames, synonyms and combinations, each divided into a training and a
/// held-out part. Generates text for training and evaluation; nothing of it runs on a robot.
/// </summary>
public static class CupGrammar
{
    private static readonly IReadOnlyList<WishMeaning> HeldOutCombinations =
    [
        new(CupModes.Handle, CupSpeed.Fast),
        new(CupModes.RimLeft, CupSpeed.Slow),
        new(CupModes.RimRight, null, CupTilt.Upright),
        new(CupModes.Rim, null, CupTilt.Tilted),
        new(CupModes.Handle, CupSpeed.Slow, CupTilt.Tilted),
        new(CupModes.Any, CupSpeed.Fast, CupTilt.Upright),
    ];

    /// <summary>The one sentence that a narrator is taught to say for a label.</summary>
    public static string Canonical(CupLabel label) =>
        Say(NarrationFrames.Of(label.Outcome, heldOut: false)[0], label, c => c.Canonical, null);

    /// <summary>A random sentence for a label.</summary>
    /// <param name="split"><see cref="LanguageSplit.Template"/> and <see cref="LanguageSplit.Synonym"/> hold that aspect
    /// out; every other split gives training sentences.</param>
    public static string Narrate(CupLabel label, LanguageSplit split, SeedStream seed)
    {
        var frames = NarrationFrames.Of(label.Outcome, split == LanguageSplit.Template);
        return Say(frames[seed.Next(frames.Length)], label, c => Pick(c, split, seed), seed);
    }

    /// <summary>A random label: every outcome and attribute occurs, held grasps more often than failures.</summary>
    public static CupLabel SampleLabel(SeedStream seed)
    {
        double u = seed.NextDouble();
        var outcome = u < 0.28 ? CupOutcome.Handle : u < 0.62 ? CupOutcome.Rim
            : u < 0.75 ? CupOutcome.Slip : u < 0.88 ? CupOutcome.Knock : CupOutcome.Miss;
        var side = outcome is CupOutcome.Rim or CupOutcome.Knock ? (CupSide)(1 + seed.Next(2)) : CupSide.None;
        return new(outcome, side, (CupSpeed)seed.Next(2), (CupTilt)seed.Next(2));
    }

    /// <summary>A random wish of one split; all that the split does not hold out comes from the training part.</summary>
    public static CupWish SampleWish(LanguageSplit split, SeedStream seed)
    {
        // Facts have neither held-out frames nor combinations.
        bool factual = split is LanguageSplit.Train or LanguageSplit.Synonym;
        if (split == LanguageSplit.Fact || (factual && seed.NextDouble() < 0.12)) return Fact(split, seed);
        var meaning = SampleMeaning(split, seed);
        return new(Ask(meaning, split, seed), meaning, split);
    }

    /// <summary>Whether training never asks for this combination of requirements.</summary>
    public static bool IsHeldOut(WishMeaning meaning) => HeldOutCombinations.Contains(meaning);

    /// <summary>Lower-case words of a sentence, without punctuation.</summary>
    public static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split([' ', '.', ',', '?', '!', ';', ':'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every word that training shows the verifier, in ordinal order. Held-out frames use no other words.</summary>
    public static IReadOnlyList<string> Lexicon()
    {
        IEnumerable<string[]> frames =
        [
            NarrationFrames.LiftTrain, NarrationFrames.SlipTrain, NarrationFrames.KnockTrain, NarrationFrames.MissTrain,
            WishFrames.PositiveTrain, WishFrames.NegativeTrain, WishFrames.ContrastTrain, WishFrames.AnyTrain,
            WishFrames.FactTrain, WishFrames.SpeedTrain, WishFrames.TiltTrain, PartFrames.Side, [PartFrames.Toward],
        ];
        return frames.SelectMany(f => f).Select(SentenceFrame.Fixed)
            .Concat(CupVocabulary.Definitions().Select(d => d.Phrase))
            .Concat(CupVocabulary.HandleFaults).Concat(CupVocabulary.RimFaults).Concat(["and"])
            .SelectMany(Words).Distinct().Order(StringComparer.Ordinal).ToArray();
    }

    private static string Say(string frame, CupLabel label, Func<Synonyms, string> pick, SeedStream? seed) =>
        SentenceFrame.Fill(frame, slot => slot switch
        {
            "part" => PartFrames.Say(WishMeaning.HeldBy(label), pick, seed),
            "speed" => pick(CupVocabulary.Of(label.Speed)),
            "tilt" => pick(CupVocabulary.Of(label.Tilt)),
            "to" => label.Side == CupSide.None ? "" : SentenceFrame.Fill(PartFrames.Toward,
                _ => pick(label.Side == CupSide.Left ? CupVocabulary.Left : CupVocabulary.Right)),
            _ => pick(CupVocabulary.Concepts[slot]),
        });

    private static WishMeaning SampleMeaning(LanguageSplit split, SeedStream seed)
    {
        if (split == LanguageSplit.Combination) return HeldOutCombinations[seed.Next(HeldOutCombinations.Count)];
        while (true)
        {
            double u = seed.NextDouble();
            var modes = u < 0.26 ? CupModes.Handle : u < 0.52 ? CupModes.Rim : u < 0.64 ? CupModes.RimLeft
                : u < 0.76 ? CupModes.RimRight : u < 0.90 ? CupModes.Any
                : u < 0.95 ? CupModes.Handle | CupModes.RimLeft : CupModes.Handle | CupModes.RimRight;
            CupSpeed? speed = seed.NextDouble() < 0.35 ? (CupSpeed)seed.Next(2) : null;
            CupTilt? tilt = seed.NextDouble() < 0.35 ? (CupTilt)seed.Next(2) : null;
            var meaning = new WishMeaning(modes, speed, tilt);
            if (!IsHeldOut(meaning)) return meaning;
        }
    }

    private static string Ask(WishMeaning meaning, LanguageSplit split, SeedStream seed)
    {
        bool frameHeldOut = split == LanguageSplit.Template;
        string Word(Synonyms concept) => Pick(concept, split, seed);
        var complement = CupModes.Any & ~meaning.Modes;
        bool single = meaning.Modes is CupModes.Handle or CupModes.Rim or CupModes.RimLeft or CupModes.RimRight;
        // "Not the left rim" can only be said by what is refused; the handle and the whole rim can be said both ways.
        var kind = meaning.Modes == CupModes.Any ? "any" : !single ? "negative"
            : meaning.Modes is CupModes.Handle or CupModes.Rim ? seed.NextDouble() switch { < 0.5 => "positive", < 0.85 => "negative", _ => "contrast" }
            : seed.NextDouble() < 0.8 ? "positive" : "contrast";
        var (train, heldOut) = kind switch
        {
            "any" => (WishFrames.AnyTrain, WishFrames.AnyHeldOut),
            "negative" => (WishFrames.NegativeTrain, WishFrames.NegativeHeldOut),
            "contrast" => (WishFrames.ContrastTrain, WishFrames.ContrastHeldOut),
            _ => (WishFrames.PositiveTrain, WishFrames.PositiveHeldOut),
        };
        var part = kind == "negative" ? complement : meaning.Modes;
        var other = meaning.Modes switch
        {
            CupModes.RimLeft => CupModes.RimRight,
            CupModes.RimRight => CupModes.RimLeft,
            _ => complement,
        };
        var frames = frameHeldOut ? heldOut : train;
        string text = SentenceFrame.Fill(frames[seed.Next(frames.Length)], slot => slot switch
        {
            "part" => PartFrames.Say(part, Word, seed),
            "other" => PartFrames.Say(other, Word, seed),
            _ => Word(CupVocabulary.Concepts[slot]),
        });
        if (meaning.Speed is { } speed)
            text = Join(text, Clause(WishFrames.SpeedTrain, WishFrames.SpeedHeldOut, Word(CupVocabulary.Of(speed))), seed);
        if (meaning.Tilt is { } tilt)
            text = Join(text, Clause(WishFrames.TiltTrain, WishFrames.TiltHeldOut, Word(CupVocabulary.Of(tilt))), seed);
        return text;

        string Clause(string[] train, string[] heldOut, string attribute)
        {
            var frames = frameHeldOut ? heldOut : train;
            return SentenceFrame.Fill(frames[seed.Next(frames.Length)], slot => slot == "mug" ? Word(CupVocabulary.Mug) : attribute);
        }
    }

    private static CupWish Fact(LanguageSplit split, SeedStream seed)
    {
        bool handle = seed.Next(2) == 0;
        // A held-out fact says of one part what training says of the other part only.
        var faults = handle == (split != LanguageSplit.Fact) ? CupVocabulary.HandleFaults : CupVocabulary.RimFaults;
        var part = handle ? CupModes.Handle : CupModes.Rim;
        string text = SentenceFrame.Fill(WishFrames.FactTrain[seed.Next(WishFrames.FactTrain.Length)], slot => slot switch
        {
            "part" => PartFrames.Say(part, c => Pick(c, split, seed), seed),
            "fault" => faults[seed.Next(faults.Count)],
            _ => Pick(CupVocabulary.Concepts[slot], split, seed),
        });
        return new(text, new(CupModes.Any & ~part), split);
    }

    private static string Join(string text, string clause, SeedStream seed) => seed.Next(4) switch
    {
        0 => $"{clause}, {text}",
        1 => $"{text} and {clause}",
        _ => $"{text}, {clause}",
    };

    private static string Pick(Synonyms concept, LanguageSplit split, SeedStream seed)
    {
        var words = split == LanguageSplit.Synonym && concept.HeldOut.Count > 0 ? concept.HeldOut : concept.Train;
        // The canonical word is half of what people and the narrator say.
        return words.Count == 1 || (split != LanguageSplit.Synonym && seed.Next(2) == 0) ? words[0] : words[seed.Next(words.Count)];
    }
}
