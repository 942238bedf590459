using Forewarn.Core;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Cup.Language;

namespace Forewarn.Learning.Tests.Verifiers;

/// <summary>What wishes mean, how often each occurs, and that nothing but what is said gives the meaning away.</summary>
public sealed class CupWishTests
{
    private const int Draws = 40_000;

    private static readonly CupModes[] Parts = [CupModes.Handle, CupModes.Rim, CupModes.Body];

    private static readonly Lazy<CupWish[]> Training = new(() => Sample(LanguageSplit.Train));

    public static readonly TheoryData<LanguageSplit> Splits = [.. Enum.GetValues<LanguageSplit>()];

    [Theory, MemberData(nameof(Splits))]
    public void A_wish_accepts_what_its_kind_makes_of_the_parts_it_names(LanguageSplit split)
    {
        foreach (var wish in Sample(split).Take(4000))
        {
            var named = Parts.Where(p => Names(wish.Text, p)).ToArray();
            var all = named.Aggregate(CupModes.None, (set, part) => set | part);
            var accepted = wish.Meaning.Modes;
            bool sided = CupGrammar.Words(wish.Text).Any(w => w is "left" or "right");
            bool right = wish.Kind switch
            {
                WishKind.Any => named.Length == 0 && accepted == CupModes.Any,
                WishKind.Request => named.Length == 1 && (sided ? IsSideOf(accepted, all) : accepted == all),
                WishKind.Refusal => named.Length == 1 && (sided ? IsSideOf(CupModes.Any & ~accepted, all) : accepted == (CupModes.Any & ~all)),
                WishKind.Offer => named.Length == 2 && accepted == all,
                WishKind.Neither => named.Length == 2 && accepted == (CupModes.Any & ~all),
                WishKind.Contrast => (named.Length > 1 || sided) && (accepted & all) == accepted && (sided || Parts.Contains(accepted)),
                _ => named.Length is 1 or 2 && accepted == (CupModes.Any & ~all),
            };
            Assert.True(right, wish.ToString());
        }
    }

    [Fact]
    public void Training_wishes_ask_for_everything_often_enough_to_be_learned()
    {
        Share(0.13, 0.19, [.. Parts.Select<CupModes, Predicate<CupWish>>(p => w => w.Meaning.Modes == p)]);
        Share(0.05, 0.09, w => w.Meaning.Modes == CupModes.RimLeft, w => w.Meaning.Modes == CupModes.RimRight, w => w.Meaning.Modes == CupModes.Any);
        Share(0.07, 0.12, [.. Parts.Select<CupModes, Predicate<CupWish>>(p => w => w.Meaning.Modes == (CupModes.Any & ~p))]);
        Share(0.06, 0.30, [.. Enum.GetValues<WishKind>().Select<WishKind, Predicate<CupWish>>(k => w => w.Kind == k)]);
        // Every part is reached by naming it and by ruling out both others.
        Share(0.03, 0.05, [.. Parts.Select<CupModes, Predicate<CupWish>>(p => w => w.Kind == WishKind.Neither && w.Meaning.Modes == p)]);

        static void Share(double least, double most, params Predicate<CupWish>[] kinds) =>
            Assert.All(kinds, kind => Assert.InRange(Training.Value.Count(w => kind(w)) / (double)Draws, least, most));
    }

    public static readonly TheoryData<string> BothWays =
    [
        "please", "now", "this time", "could you", "can you", "would you", "could you please", "i want you to", "i would like you to",
        "you should", "make sure to", "try to",
    ];

    [Theory, MemberData(nameof(BothWays))]
    public void A_polite_opening_says_nothing_about_what_follows(string opening)
    {
        double requests = Share(IsRequest), refusals = Share(IsRefusal);
        Assert.True(requests > 0.008 && refusals > 0.008, $"{requests} {refusals}");
        Assert.InRange(requests / refusals, 0.4, 2.5);

        double Share(Func<CupWish, bool> belongs) => Training.Value.Where(belongs).Average(w => Opening(w.Text) == opening ? 1.0 : 0);
    }

    [Theory]
    [InlineData("can you please", false)]
    [InlineData("please try to", false)]
    [InlineData("would you please", true)]
    [InlineData("please make sure to", true)]
    public void Some_openings_are_kept_from_requests_or_from_refusals_and_tested_there(string opening, bool requests)
    {
        // Attributes are asked for, whatever the wish does with the parts.
        var plain = Training.Value.Where(w => w.Meaning is { Speed: null, Tilt: null } && Opening(w.Text) == opening).ToArray();
        Assert.Contains(plain, requests ? IsRequest : IsRefusal);
        Assert.DoesNotContain(plain, requests ? IsRefusal : IsRequest);
        var heldOut = Sample(LanguageSplit.Template).Where(w => requests ? IsRefusal(w) : IsRequest(w)).ToArray();
        Assert.True(heldOut.Count(w => Opening(w.Text) == opening) > 0.05 * heldOut.Length);
    }

    /// <summary>The longest opening that the sentence begins with.</summary>
    private static string? Opening(string text) => BothWays.Select(row => row.Data)
        .Concat(["can you please", "please try to", "would you please", "please make sure to"])
        .Where(o => text.StartsWith(o + " ", StringComparison.Ordinal)).MaxBy(o => o.Length);

    /// <summary>An unseen request with a word that training knows from refusals only would be read as a refusal.</summary>
    [Fact]
    public void No_word_of_an_unseen_request_is_a_sign_of_a_refusal_nor_the_other_way_round()
    {
        var (asks, refuses) = (Frequencies(IsRequest), Frequencies(IsRefusal));
        foreach (var wish in Sample(LanguageSplit.Template).Where(w => IsRequest(w) || IsRefusal(w)))
            foreach (string word in CupGrammar.Words(wish.Text))
            {
                double ask = asks.GetValueOrDefault(word), refuse = refuses.GetValueOrDefault(word);
                double own = (IsRequest(wish) ? ask : refuse) / (ask + refuse);
                Assert.True(own > 0.15, $"'{word}' in '{wish.Text}': {own:F2}");
            }

        static Dictionary<string, double> Frequencies(Func<CupWish, bool> belongs)
        {
            var wishes = Training.Value.Where(belongs).ToArray();
            return wishes.SelectMany(w => CupGrammar.Words(w.Text).Distinct()).CountBy(w => w)
                .ToDictionary(c => c.Key, c => c.Value / (double)wishes.Length);
        }
    }

    [Fact]
    public void Held_out_facts_state_what_training_never_states()
    {
        Assert.DoesNotContain(Training.Value.Where(w => w.Kind == WishKind.Fact), w => Stated(w).Any(s => s.Fault.Withheld == s.Part));
        Assert.All(Sample(LanguageSplit.Fact), w => Assert.Contains(Stated(w), s => s.Fault.Withheld == s.Part));
    }

    [Fact]
    public void No_fault_gives_away_which_parts_are_left()
    {
        var facts = Training.Value.Where(w => w.Kind == WishKind.Fact).ToArray();
        foreach (var fault in CupVocabulary.Faults)
        {
            var said = facts.Where(w => CupGrammar.Words(w.Text).Contains(fault.Word)).ToArray();
            foreach (var part in Parts)
            {
                Assert.Contains(said, w => w.Meaning.Modes == part);
                Assert.Equal(fault.Withheld != part, said.Any(w => w.Meaning.Modes == (CupModes.Any & ~part)));
            }
        }
    }

    [Fact]
    public void Refused_plans_hold_the_mug_by_each_of_the_other_parts()
    {
        var seed = new SeedStreams(5).Stream("refused");
        foreach (var part in new[] { CupOutcome.Handle, CupOutcome.Rim, CupOutcome.Body })
        {
            var wanted = Parts[(int)part];
            var refused = Enumerable.Range(0, 12_000).Select(_ => ChoiceExample.Sample(LanguageSplit.Train, 4, seed))
                .Where(e => e.Wish.Meaning == new WishMeaning(wanted))
                .SelectMany(e => e.Labels.Where(l => l.Held && !e.Wish.Meaning.Accepts(l))).ToArray();
            Assert.All(refused, l => Assert.Equal(l.Outcome == CupOutcome.Rim, l.Side != CupSide.None));
            var others = refused.CountBy(l => l.Outcome).ToDictionary();
            Assert.Equal(2, others.Count);
            Assert.All(others.Values, count => Assert.InRange(count / (double)refused.Length, 0.4, 0.6));
        }
    }

    [Fact]
    public void The_inner_heads_are_taught_a_class_for_every_part()
    {
        Assert.Equal([1, 0, 0, 0, 2, 2], MeaningTargets.Of(new WishMeaning(CupModes.Handle)));
        Assert.Equal([0, 1, 1, 0, 0, 2], MeaningTargets.Of(new WishMeaning(CupModes.Rim, CupSpeed.Slow)));
        Assert.Equal([0, 0, 0, 1, 2, 1], MeaningTargets.Of(new WishMeaning(CupModes.Body, null, CupTilt.Tilted)));
        Assert.Equal([1, 0, 1, 1, 2, 2], MeaningTargets.Of(new WishMeaning(CupModes.Any & ~CupModes.RimLeft)));
    }

    private static CupWish[] Sample(LanguageSplit split)
    {
        var seed = new SeedStreams(11).Stream("wishes", (long)split);
        return [.. Enumerable.Range(0, Draws).Select(_ => CupGrammar.SampleWish(split, seed))];
    }

    private static bool IsRequest(CupWish wish) => wish.Kind is WishKind.Request or WishKind.Offer or WishKind.Any;

    private static bool IsRefusal(CupWish wish) => wish.Kind is WishKind.Refusal or WishKind.Neither;

    private static bool IsSideOf(CupModes modes, CupModes named) =>
        named == CupModes.Rim && modes is CupModes.RimLeft or CupModes.RimRight;

    private static Synonyms Concept(CupModes part) =>
        part == CupModes.Handle ? CupVocabulary.Handle : part == CupModes.Rim ? CupVocabulary.Rim : CupVocabulary.Body;

    private static bool Names(string text, CupModes part) => CupGrammar.Words(text).Any(Concept(part).All.Contains);

    /// <summary>Every pairing of part and fault in a fact, read from the order of the words.</summary>
    private static IEnumerable<(CupModes Part, Fault Fault)> Stated(CupWish wish)
    {
        string[] words = [.. CupGrammar.Words(wish.Text)];
        var parts = words.Select(w => Parts.FirstOrDefault(p => Concept(p).All.Contains(w))).Where(p => p != CupModes.None).ToArray();
        var faults = words.Select(w => CupVocabulary.Faults.FirstOrDefault(f => f.Word == w)).OfType<Fault>().ToArray();
        return parts.Select((part, i) => (part, faults[Math.Min(i, faults.Length - 1)]));
    }
}
