using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>
/// Narrations and wishes of the cup task: frames, synonyms and combinations, each divided into a training and a
/// held-out part. Generates text for training and evaluation; nothing of it runs on a robot.
/// </summary>
public static class CupGrammar
{
    /// <summary>The one sentence that a narrator is taught to say for a label.</summary>
    public static string Canonical(CupLabel label) =>
        Say(NarrationFrames.Of(label.Outcome, heldOut: false)[0], label, c => c.Canonical, null);

    /// <summary>A random sentence for a label.</summary>
    /// <param name="split"><see cref="LanguageSplit.Template"/> and <see cref="LanguageSplit.Synonym"/> hold that aspect
    /// out; every other split gives training sentences.</param>
    public static string Narrate(CupLabel label, LanguageSplit split, SeedStream seed)
    {
        var frames = NarrationFrames.Of(label.Outcome, split == LanguageSplit.Template);
        return Say(frames[seed.Next(frames.Length)], label, c => c.Pick(split, seed), seed);
    }

    /// <summary>A random label: every outcome and attribute occurs, held grasps more often than failures.</summary>
    public static CupLabel SampleLabel(SeedStream seed)
    {
        double u = seed.NextDouble();
        var outcome = u < 0.22 ? CupOutcome.Handle : u < 0.44 ? CupOutcome.Rim : u < 0.66 ? CupOutcome.Body
            : u < 0.78 ? CupOutcome.Slip : u < 0.90 ? CupOutcome.Knock : CupOutcome.Miss;
        var side = outcome is CupOutcome.Rim or CupOutcome.Knock ? (CupSide)(1 + seed.Next(2)) : CupSide.None;
        return new(outcome, side, (CupSpeed)seed.Next(2), (CupTilt)seed.Next(2));
    }

    /// <summary>A random wish of one split; all that the split does not hold out comes from the training part.</summary>
    public static CupWish SampleWish(LanguageSplit split, SeedStream seed) => new WishGrammar(split, seed).Draw();

    /// <summary>Whether training never asks for this combination of requirements.</summary>
    public static bool IsHeldOut(WishMeaning meaning) => WishGrammar.IsHeldOut(meaning);

    /// <summary>Lower-case words of a sentence, without punctuation.</summary>
    public static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split([' ', '.', ',', '?', '!', ';', ':'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every word that training shows the verifier, in ordinal order. Held-out frames use no other words.</summary>
    public static IReadOnlyList<string> Lexicon()
    {
        IEnumerable<string[]> frames =
        [
            NarrationFrames.LiftTrain, NarrationFrames.SlipTrain, NarrationFrames.KnockTrain, NarrationFrames.MissTrain,
            PartFrames.Side, [PartFrames.Toward],
        ];
        return frames.SelectMany(f => f).Concat(WishFrames.Training()).Select(SentenceFrame.Fixed)
            .Concat(Opening.All.SelectMany(o => Opening.Negations(o).Prepend(o.Text)))
            .Concat(CupVocabulary.Definitions().Select(d => d.Phrase))
            .Concat(CupVocabulary.Faults.Select(f => f.Word)).Concat(["and", "or"])
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
}
