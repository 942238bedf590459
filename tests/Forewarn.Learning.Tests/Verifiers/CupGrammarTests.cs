using Forewarn.Core;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Cup.Language;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class CupGrammarTests
{
    private const int Draws = 4000;

    public static readonly TheoryData<LanguageSplit> HeldOut =
        [LanguageSplit.Template, LanguageSplit.Synonym, LanguageSplit.Combination, LanguageSplit.Fact];

    private static SeedStream Seed(string name) => new SeedStreams(7).Stream(name);

    [Theory, MemberData(nameof(HeldOut))]
    public void No_held_out_wish_is_ever_a_training_wish(LanguageSplit split)
    {
        var seed = Seed("wishes");
        var training = Enumerable.Range(0, 5 * Draws).Select(_ => CupGrammar.SampleWish(LanguageSplit.Train, seed).Text).ToHashSet();
        var clashes = Enumerable.Range(0, Draws).Select(_ => CupGrammar.SampleWish(split, seed)).Where(w => training.Contains(w.Text)).ToArray();
        if (split == LanguageSplit.Synonym)
            // "use the left lip" has no verb or mug to replace, and "left" has no synonym: a word of the held-out part must be there.
            Assert.All(clashes, w => Assert.DoesNotContain(CupGrammar.Words(w.Text), HeldOutWords.Contains));
        else Assert.Empty(clashes);
    }

    [Fact]
    public void Training_text_never_uses_a_held_out_synonym_or_combination()
    {
        var seed = Seed("training");
        for (int i = 0; i < Draws; i++)
        {
            var wish = CupGrammar.SampleWish(LanguageSplit.Train, seed);
            Assert.DoesNotContain(CupGrammar.Words(wish.Text), HeldOutWords.Contains);
            Assert.False(CupGrammar.IsHeldOut(wish.Meaning), wish.Text);
            Assert.DoesNotContain(CupGrammar.Words(CupGrammar.Narrate(CupGrammar.SampleLabel(seed), LanguageSplit.Train, seed)), HeldOutWords.Contains);
        }
    }

    [Fact]
    public void Held_out_narrations_differ_from_training_ones()
    {
        var seed = Seed("narrations");
        var training = Enumerable.Range(0, 5 * Draws).Select(_ => CupGrammar.Narrate(CupGrammar.SampleLabel(seed), LanguageSplit.Train, seed)).ToHashSet();
        for (int i = 0; i < Draws; i++)
            Assert.DoesNotContain(CupGrammar.Narrate(CupGrammar.SampleLabel(seed), LanguageSplit.Template, seed), training);
    }

    [Fact]
    public void The_lexicon_covers_every_sentence_of_every_split()
    {
        var lexicon = CupGrammar.Lexicon().ToHashSet();
        var seed = Seed("lexicon");
        foreach (var split in Enum.GetValues<LanguageSplit>())
            for (int i = 0; i < Draws; i++)
            {
                Assert.All(CupGrammar.Words(CupGrammar.SampleWish(split, seed).Text), w => Assert.Contains(w, lexicon));
                Assert.All(CupGrammar.Words(CupGrammar.Narrate(CupGrammar.SampleLabel(seed), split, seed)), w => Assert.Contains(w, lexicon));
            }
    }

    [Fact]
    public void The_parser_inverts_every_narration()
    {
        var seed = Seed("parser");
        foreach (var label in AllLabels())
        {
            Assert.Equal(ParsedNarration.Of(label), NarrationParser.Parse(CupGrammar.Canonical(label)));
            foreach (var split in Enum.GetValues<LanguageSplit>())
                for (int i = 0; i < 60; i++)
                {
                    string text = CupGrammar.Narrate(label, split, seed);
                    Assert.True(ParsedNarration.Of(label) == NarrationParser.Parse(text), $"'{text}' of {label}");
                }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("lifts the mug.")]
    [InlineData("lifts the mug by the handle and the rim.")]
    [InlineData("lifts the mug by the left rim on the right, fast, upright.")]
    [InlineData("lifts the mug by the body and the rim.")]
    [InlineData("lifts the mug by the left body, slowly, upright.")]
    [InlineData("lifts the mug by the handle, slowly, fast, upright.")]
    [InlineData("lifts the mug by the handle but it slips away.")]
    public void The_parser_refuses_what_says_nothing_or_contradicts_itself(string text) => Assert.Null(NarrationParser.Parse(text));

    [Fact]
    public void Canonical_sentences_tell_apart_all_that_can_be_said()
    {
        var groups = AllLabels().GroupBy(CupGrammar.Canonical);
        Assert.All(groups, g => Assert.Single(g.Select(ParsedNarration.Of).Distinct()));
        Assert.Equal(AllLabels().Select(ParsedNarration.Of).Distinct().Count(), groups.Count());
    }

    [Fact]
    public void No_wish_accepts_a_failure_and_every_wish_accepts_something()
    {
        var seed = Seed("meanings");
        var labels = AllLabels().ToArray();
        foreach (var split in Enum.GetValues<LanguageSplit>())
            for (int i = 0; i < 500; i++)
            {
                var meaning = CupGrammar.SampleWish(split, seed).Meaning;
                Assert.DoesNotContain(labels, l => !l.Held && meaning.Accepts(l));
                Assert.Contains(labels, meaning.Accepts);
            }
    }

    [Theory]
    [InlineData(CupModes.Handle, CupOutcome.Handle, CupSide.None, true)]
    [InlineData(CupModes.Handle, CupOutcome.Rim, CupSide.Left, false)]
    [InlineData(CupModes.Rim, CupOutcome.Rim, CupSide.Left, true)]
    [InlineData(CupModes.RimLeft, CupOutcome.Rim, CupSide.Right, false)]
    [InlineData(CupModes.RimLeft, CupOutcome.Rim, CupSide.None, false)]
    [InlineData(CupModes.Body, CupOutcome.Body, CupSide.None, true)]
    [InlineData(CupModes.Body, CupOutcome.Handle, CupSide.None, false)]
    [InlineData(CupModes.Body, CupOutcome.Rim, CupSide.Left, false)]
    [InlineData(CupModes.Handle | CupModes.Rim, CupOutcome.Body, CupSide.None, false)]
    [InlineData(CupModes.Handle | CupModes.Body, CupOutcome.Rim, CupSide.Right, false)]
    [InlineData(CupModes.Any, CupOutcome.Body, CupSide.None, true)]
    [InlineData(CupModes.Any, CupOutcome.Rim, CupSide.None, true)]
    [InlineData(CupModes.Any, CupOutcome.Slip, CupSide.None, false)]
    public void A_meaning_accepts_its_modes_only(CupModes modes, CupOutcome outcome, CupSide side, bool accepted)
    {
        var label = new CupLabel(outcome, side, CupSpeed.Slow, CupTilt.Upright);
        Assert.Equal(accepted, new WishMeaning(modes).Accepts(label));
        Assert.False(new WishMeaning(modes, CupSpeed.Fast).Accepts(label));
        Assert.False(new WishMeaning(modes, null, CupTilt.Tilted).Accepts(label));
        Assert.Equal(accepted, new WishMeaning(modes, CupSpeed.Slow, CupTilt.Upright).Accepts(label));
    }

    [Fact]
    public void Questions_have_an_answer_from_their_list_wherever_they_make_sense()
    {
        foreach (var question in CupQuestion.All)
            foreach (var label in AllLabels())
                if (question.Answer(label) is { } answer) Assert.Contains(answer, question.Answers);
    }

    private static readonly HashSet<string> HeldOutWords =
        CupVocabulary.Concepts.Values.SelectMany(c => c.HeldOut).Select(p => CupGrammar.Words(p).First(w => w is not ("the" or "to" or "get"))).ToHashSet();

    private static IEnumerable<CupLabel> AllLabels() =>
        from outcome in Enum.GetValues<CupOutcome>()
        from side in outcome is CupOutcome.Rim or CupOutcome.Knock ? new[] { CupSide.Left, CupSide.Right } : [CupSide.None]
        from speed in Enum.GetValues<CupSpeed>()
        from tilt in Enum.GetValues<CupTilt>()
        select new CupLabel(outcome, side, speed, tilt);
}
