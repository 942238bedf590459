using Forewarn.Core;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>A wish and K narrated plans.</summary>
/// <param name="Options">Narrations, <c>[K]</c>.</param>
/// <param name="Labels">The truth that the narrations tell, <c>[K]</c>.</param>
public sealed record ChoiceExample(TaskWish Wish, IReadOnlyList<string> Options, IReadOnlyList<TaskLabel> Labels)
{
    /// <summary>Share of examples in which no plan fits.</summary>
    private const double NoneShare = 0.18;

    /// <summary>Share of the others in which exactly one plan fits.</summary>
    private const double SingleShare = 0.7;

    /// <summary>Which options the wish accepts, <c>[K]</c>.</summary>
    public IReadOnlyList<bool> Accepted { get; } = Labels.Select(Wish.Meaning.Accepts).ToArray();

    /// <summary>
    /// Wanted probability of every answer, <c>[K + 1]</c>. Of several accepted plans those with the language's preferred
    /// values come first (of the cup the upright ones, then the slow ones); what is then still level (the part, left or right) shares
    /// equally, so that a person can be asked.
    /// </summary>
    public float[] Shares()
    {
        var ranks = Labels.Select((l, i) => !Accepted[i] ? -1 : Wish.Meaning.Language.Rank(l)).ToArray();
        int best = ranks.Max(), level = ranks.Count(r => r == best);
        return best < 0 ? [.. new float[ranks.Length], 1] : [.. ranks.Select(r => r == best ? 1f / level : 0f), 0];
    }

    /// <summary>Whether an answer is right: any accepted plan, or none where none is.</summary>
    /// <param name="answer"><c>0..K-1</c>, or K for none.</param>
    public bool IsRight(int answer) => answer == Options.Count ? !Accepted.Any(a => a) : Accepted[answer];

    /// <param name="split">Where the wish, and half of the narrations, come from; the rest is canonical.</param>
    public static ChoiceExample Sample(TaskLanguage language, LanguageSplit split, int options, SeedStream seed)
    {
        var wish = language.SampleWish(split, seed);
        int accepted = seed.NextDouble() < NoneShare ? 0 : seed.NextDouble() < SingleShare || options == 1 ? 1 : 2 + seed.Next(options - 1);
        var labels = new TaskLabel[options];
        for (int i = 0; i < options; i++) labels[i] = SampleLabel(wish.Meaning, i < accepted, seed);
        seed.Shuffle(labels.AsSpan());
        var texts = labels.Select(l => seed.NextDouble() < 0.6 ? language.Canonical(l) : language.Narrate(l, split, seed)).ToArray();
        return new(wish, texts, labels);
    }

    private static TaskLabel SampleLabel(WishMeaning meaning, bool accepted, SeedStream seed)
    {
        // A third of the refused plans miss the wish by one attribute, a third succeed but otherwise, the rest is
        // anything. Wishes that leave no such plan fall through to the next kind.
        var language = meaning.Language;
        int kind = accepted ? 2 : seed.Next(3);
        for (int tries = 0; ; tries++)
        {
            var label = language.SampleLabel(seed);
            if (kind == 0 && tries < 40)
            {
                if (meaning.Accepts(label) && !meaning.Accepts(label = Change(language, label, seed))) return label;
            }
            else if (meaning.Accepts(label) == accepted && (kind == 2 || language.Succeeds(label) || tries > 80)) return label;
        }
    }

    /// <summary>The label with another value of an attribute, another side, or another part.</summary>
    private static TaskLabel Change(TaskLanguage language, TaskLabel label, SeedStream seed)
    {
        int what = seed.Next(language.Attributes.Count + 2);
        if (what < language.Attributes.Count)
        {
            var attribute = language.Attributes[what];
            return label.With(attribute.Name, Other(attribute.Values, attribute.IndexOf(label[attribute.Name]), seed).Name);
        }
        if (what == language.Attributes.Count && label[TaskLanguage.Side] is var side && side != TaskLabel.None)
            return label.With(TaskLanguage.Side, side == TaskLanguage.Left ? TaskLanguage.Right : TaskLanguage.Left);
        var part = Other(language.Parts, language.Parts.ToList().FindIndex(p => p.Name == label.Outcome), seed);
        string changed = !part.Sided ? TaskLabel.None : seed.Next(2) == 0 ? TaskLanguage.Left : TaskLanguage.Right;
        return label.As(part.Name).With(TaskLanguage.Side, changed);
    }

    /// <summary>Another item; of two the other one, which needs no draw.</summary>
    private static T Other<T>(IReadOnlyList<T> items, int at, SeedStream seed) =>
        items[(at + 1 + (items.Count > 2 ? seed.Next(items.Count - 1) : 0)) % items.Count];
}
