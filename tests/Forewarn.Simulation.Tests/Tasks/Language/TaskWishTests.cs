using Forewarn.Core;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Simulation.Tests.Tasks.Language;

/// <summary>What wishes mean, how often each occurs, and that nothing but what is said gives the meaning away.</summary>
public sealed class TaskWishTests
{
    private const int Draws = 40_000;

    private static readonly Dictionary<string, TaskWish[]> s_training = TaskLanguages.All.ToDictionary(l => l.Name, l => Sample(l, LanguageSplit.Train));

    public static readonly TheoryData<string> Names = [.. TaskLanguages.All.Select(l => l.Name)];

    public static readonly TheoryData<string, LanguageSplit> Splits = [.. TaskLanguages.All
        .SelectMany(l => l.Splits.Select(s => new TheoryDataRow<string, LanguageSplit>(l.Name, s)))];

    [Theory, MemberData(nameof(Splits))]
    public void A_wish_accepts_what_its_kind_makes_of_the_parts_it_names(string name, LanguageSplit split)
    {
        var language = TaskLanguages.Find(name);
        int any = language.ModesOf(TaskLanguage.AnyPart);
        foreach (var wish in Sample(language, split).Take(4000))
        {
            var parts = language.Parts.Where(p => Says(wish.Text, p.Part!)).ToArray();
            int[] named = [.. parts.Select(p => language.ModesOf(p.Name))];
            int all = named.Aggregate(0, (set, part) => set | part), accepted = wish.Meaning.Modes;
            bool sided = parts.Any(p => p.Sided) && TaskLanguage.Words(wish.Text).Any(w => w is "left" or "right");
            bool right = wish.Kind switch
            {
                WishKind.Any => named.Length == 0 && accepted == any,
                WishKind.Request => named.Length == 1 && (sided ? IsSideOf(accepted, all) : accepted == all),
                WishKind.Refusal => named.Length == 1 && (sided ? IsSideOf(any & ~accepted, all) : accepted == (any & ~all)),
                WishKind.Offer => named.Length == 2 && accepted == all,
                WishKind.Neither => named.Length == 2 && accepted == (any & ~all),
                WishKind.Contrast => (named.Length > 1 || sided) && (accepted & all) == accepted
                    && (sided || language.Parts.Any(p => language.ModesOf(p.Name) == accepted)),
                _ => named.Length is 1 or 2 && accepted == (any & ~all),
            };
            Assert.True(right, wish.ToString());
        }

        static bool IsSideOf(int modes, int part) => (modes & part) == modes && modes != part && modes != 0;
    }

    [Theory, MemberData(nameof(Names))]
    public void Training_wishes_ask_for_everything_often_enough_to_be_learned(string name)
    {
        var language = TaskLanguages.Find(name);
        int any = language.ModesOf(TaskLanguage.AnyPart);
        int[] parts = [.. language.Parts.Select(p => language.ModesOf(p.Name))];
        bool sided = language.Parts.Any(p => p.Sided);
        Share(0.13, sided ? 0.19 : 0.26, [.. parts.Select<int, Predicate<TaskWish>>(p => w => w.Meaning.Modes == p)]);
        Share(0.05, 0.12, w => w.Meaning.Modes == any);
        Share(0.07, 0.13, [.. parts.Select<int, Predicate<TaskWish>>(p => w => w.Meaning.Modes == (any & ~p))]);
        if (sided)
            Share(0.05, 0.09, [.. language.Modes.Select(m => language.ModesOf(m)).Where(m => !parts.Contains(m))
                .Select<int, Predicate<TaskWish>>(m => w => w.Meaning.Modes == m)]);
        var kinds = Enum.GetValues<WishKind>().Where(k => k != WishKind.Fact || language.Faults.Count > 0);
        Share(0.06, 0.34, [.. kinds.Select<WishKind, Predicate<TaskWish>>(k => w => w.Kind == k)]);
        // Every part is reached by naming it and by ruling out both others.
        Share(0.03, 0.08, [.. parts.Select<int, Predicate<TaskWish>>(p => w => w.Kind == WishKind.Neither && w.Meaning.Modes == p)]);

        void Share(double least, double most, params Predicate<TaskWish>[] wanted) =>
            Assert.All(wanted, kind => Assert.InRange(s_training[name].Count(w => kind(w)) / (double)Draws, least, most));
    }

    private static readonly string[] BothWays =
    [
        "please", "now", "this time", "could you", "can you", "would you", "could you please", "i want you to", "i would like you to",
        "you should", "make sure to", "try to",
    ];

    [Theory, MemberData(nameof(Names))]
    public void A_polite_opening_says_nothing_about_what_follows(string name)
    {
        foreach (string opening in BothWays)
        {
            double requests = Share(IsRequest), refusals = Share(IsRefusal);
            Assert.True(requests > 0.006 && refusals > 0.006, $"{opening}: {requests} {refusals}");
            Assert.InRange(requests / refusals, 0.4, 2.5);

            double Share(Func<TaskWish, bool> belongs) => s_training[name].Where(belongs).Average(w => Opening(w.Text) == opening ? 1.0 : 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Some_openings_are_kept_from_requests_or_from_refusals_and_tested_there(string name)
    {
        var heldOut = Sample(TaskLanguages.Find(name), LanguageSplit.Template);
        foreach (var (opening, requests) in new[]
            { ("can you please", false), ("please try to", false), ("would you please", true), ("please make sure to", true) })
        {
            // Attributes are asked for, whatever the wish does with the parts.
            var plain = s_training[name].Where(w => !w.Meaning.HasRequirements && Opening(w.Text) == opening).ToArray();
            Assert.Contains(plain, requests ? IsRequest : IsRefusal);
            Assert.DoesNotContain(plain, requests ? IsRefusal : IsRequest);
            var unseen = heldOut.Where(w => requests ? IsRefusal(w) : IsRequest(w)).ToArray();
            Assert.True(unseen.Count(w => Opening(w.Text) == opening) > 0.05 * unseen.Length, opening);
        }
    }

    /// <summary>The longest opening that the sentence begins with.</summary>
    private static string? Opening(string text) => BothWays.Concat(["can you please", "please try to", "would you please", "please make sure to"])
        .Where(o => text.StartsWith(o + " ", StringComparison.Ordinal)).MaxBy(o => o.Length);

    /// <summary>An unseen request with a word that training knows from refusals only would be read as a refusal.</summary>
    [Theory, MemberData(nameof(Names))]
    public void No_word_of_an_unseen_request_is_a_sign_of_a_refusal_nor_the_other_way_round(string name)
    {
        var (asks, refuses) = (Frequencies(IsRequest), Frequencies(IsRefusal));
        foreach (var wish in Sample(TaskLanguages.Find(name), LanguageSplit.Template).Where(w => IsRequest(w) || IsRefusal(w)))
            foreach (string word in TaskLanguage.Words(wish.Text))
            {
                double ask = asks.GetValueOrDefault(word), refuse = refuses.GetValueOrDefault(word);
                double own = (IsRequest(wish) ? ask : refuse) / (ask + refuse);
                Assert.True(own > 0.15, $"'{word}' in '{wish.Text}': {own:F2}");
            }

        Dictionary<string, double> Frequencies(Func<TaskWish, bool> belongs)
        {
            var wishes = s_training[name].Where(belongs).ToArray();
            return wishes.SelectMany(w => TaskLanguage.Words(w.Text).Distinct()).CountBy(w => w)
                .ToDictionary(c => c.Key, c => c.Value / (double)wishes.Length);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Held_out_facts_state_what_training_never_states(string name)
    {
        var language = TaskLanguages.Find(name);
        if (language.Faults.Count == 0) Assert.Skip("The task has no facts.");
        Assert.DoesNotContain(s_training[name].Where(w => w.Kind == WishKind.Fact), w => Stated(w).Any(s => s.Fault.Withheld == s.Part));
        Assert.All(Sample(language, LanguageSplit.Fact), w => Assert.Contains(Stated(w), s => s.Fault.Withheld == s.Part));
    }

    [Theory, MemberData(nameof(Names))]
    public void No_fault_gives_away_which_parts_are_left(string name)
    {
        var language = TaskLanguages.Find(name);
        int any = language.ModesOf(TaskLanguage.AnyPart);
        var facts = s_training[name].Where(w => w.Kind == WishKind.Fact).ToArray();
        foreach (var fault in language.Faults)
        {
            var said = facts.Where(w => TaskLanguage.Words(w.Text).Contains(fault.Word)).ToArray();
            foreach (var part in language.Parts)
            {
                int modes = language.ModesOf(part.Name);
                Assert.Contains(said, w => w.Meaning.Modes == modes);
                Assert.Equal(fault.Withheld != part.Name, said.Any(w => w.Meaning.Modes == (any & ~modes)));
            }
        }
    }

    private static TaskWish[] Sample(TaskLanguage language, LanguageSplit split)
    {
        var seed = new SeedStreams(11).Stream("wishes", (long)split);
        return [.. Enumerable.Range(0, Draws).Select(_ => language.SampleWish(split, seed))];
    }

    private static bool IsRequest(TaskWish wish) => wish.Kind is WishKind.Request or WishKind.Offer or WishKind.Any;

    private static bool IsRefusal(TaskWish wish) => wish.Kind is WishKind.Refusal or WishKind.Neither;

    /// <summary>Whether one of the phrases stands in the sentence, word for word.</summary>
    private static bool Says(string text, Synonyms concept) => concept.All.Any(phrase =>
        $" {string.Join(' ', TaskLanguage.Words(text))} ".Contains($" {phrase} ", StringComparison.Ordinal));

    /// <summary>Every pairing of part and fault in a fact, read from the order of the words.</summary>
    private static IEnumerable<(string Part, Fault Fault)> Stated(TaskWish wish)
    {
        var language = wish.Meaning.Language;
        string text = $" {string.Join(' ', TaskLanguage.Words(wish.Text))} ";
        var parts = language.Parts.SelectMany(p => p.Part!.All.Select(phrase => (p.Name, At: text.IndexOf($" {phrase} ", StringComparison.Ordinal))))
            .Where(p => p.At >= 0).OrderBy(p => p.At).Select(p => p.Name).ToArray();
        var faults = TaskLanguage.Words(text).Select(w => language.Faults.FirstOrDefault(f => f.Word == w)).OfType<Fault>().ToArray();
        return parts.Select((part, i) => (part, faults[Math.Min(i, faults.Length - 1)]));
    }
}
