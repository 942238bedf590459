using Forewarn.Core;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Cup.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>A wish and K narrated plans.</summary>
/// <param name="Options">Narrations, <c>[K]</c>.</param>
/// <param name="Labels">The truth that the narrations tell, <c>[K]</c>.</param>
public sealed record ChoiceExample(CupWish Wish, IReadOnlyList<string> Options, IReadOnlyList<CupLabel> Labels)
{
    /// <summary>Share of examples in which no plan fits.</summary>
    private const double NoneShare = 0.18;

    /// <summary>Share of the others in which exactly one plan fits.</summary>
    private const double SingleShare = 0.7;

    private static readonly CupOutcome[] Parts = [CupOutcome.Handle, CupOutcome.Rim, CupOutcome.Body];

    /// <summary>Which options the wish accepts, <c>[K]</c>.</summary>
    public IReadOnlyList<bool> Accepted { get; } = Labels.Select(Wish.Meaning.Accepts).ToArray();

    /// <summary>
    /// Wanted probability of every answer, <c>[K + 1]</c>. Of several accepted plans the upright ones come first, then the
    /// slow ones; what is then still level (the part, left or right) shares equally, so that a person can be asked.
    /// </summary>
    public float[] Shares()
    {
        var ranks = Labels.Select((l, i) => !Accepted[i] ? -1 : (l.Tilt == CupTilt.Upright ? 2 : 0) + (l.Speed == CupSpeed.Slow ? 1 : 0)).ToArray();
        int best = ranks.Max(), level = ranks.Count(r => r == best);
        return best < 0 ? [.. new float[ranks.Length], 1] : [.. ranks.Select(r => r == best ? 1f / level : 0f), 0];
    }

    /// <summary>Whether an answer is right: any accepted plan, or none where none is.</summary>
    /// <param name="answer"><c>0..K-1</c>, or K for none.</param>
    public bool IsRight(int answer) => answer == Options.Count ? !Accepted.Any(a => a) : Accepted[answer];

    /// <param name="split">Where the wish, and half of the narrations, come from; the rest is canonical.</param>
    public static ChoiceExample Sample(LanguageSplit split, int options, SeedStream seed)
    {
        var wish = CupGrammar.SampleWish(split, seed);
        int accepted = seed.NextDouble() < NoneShare ? 0 : seed.NextDouble() < SingleShare || options == 1 ? 1 : 2 + seed.Next(options - 1);
        var labels = new CupLabel[options];
        for (int i = 0; i < options; i++) labels[i] = SampleLabel(wish.Meaning, i < accepted, seed);
        seed.Shuffle(labels.AsSpan());
        var texts = labels.Select(l => seed.NextDouble() < 0.6 ? CupGrammar.Canonical(l) : CupGrammar.Narrate(l, split, seed)).ToArray();
        return new(wish, texts, labels);
    }

    private static CupLabel SampleLabel(WishMeaning meaning, bool accepted, SeedStream seed)
    {
        // A third of the refused plans miss the wish by one attribute, a third hold the mug well but otherwise, the rest is
        // anything. Wishes that leave no such plan fall through to the next kind.
        int kind = accepted ? 2 : seed.Next(3);
        for (int tries = 0; ; tries++)
        {
            var label = CupGrammar.SampleLabel(seed);
            if (kind == 0 && tries < 40)
            {
                if (meaning.Accepts(label) && !meaning.Accepts(label = Change(label, seed))) return label;
            }
            else if (meaning.Accepts(label) == accepted && (kind == 2 || label.Held || tries > 80)) return label;
        }
    }

    private static CupLabel Change(CupLabel label, SeedStream seed) => seed.Next(4) switch
    {
        0 => label with { Speed = label.Speed == CupSpeed.Slow ? CupSpeed.Fast : CupSpeed.Slow },
        1 => label with { Tilt = label.Tilt == CupTilt.Upright ? CupTilt.Tilted : CupTilt.Upright },
        2 when label.Side != CupSide.None => label with { Side = label.Side == CupSide.Left ? CupSide.Right : CupSide.Left },
        _ => WithPart(label, Parts[(Array.IndexOf(Parts, label.Outcome) + 1 + seed.Next(Parts.Length - 1)) % Parts.Length], seed),
    };

    private static CupLabel WithPart(CupLabel label, CupOutcome part, SeedStream seed) =>
        label with { Outcome = part, Side = part == CupOutcome.Rim ? (CupSide)(1 + seed.Next(2)) : CupSide.None };
}
