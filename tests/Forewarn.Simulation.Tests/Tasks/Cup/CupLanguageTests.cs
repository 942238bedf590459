using Forewarn.Simulation.Tasks.Arm;
using System.Security.Cryptography;
using System.Text;
using Forewarn.Core;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Simulation.Tests.Tasks.Cup;

public sealed class CupLanguageTests
{
    private static readonly TaskLanguage Cup = CupLanguage.Language;

    private static TaskLabel Label(CupOutcome outcome, CupSide side = CupSide.None, Pace speed = Pace.Slow, CupTilt tilt = CupTilt.Upright) =>
        new CupLabel(outcome, side, speed, tilt).Words;

    /// <summary>
    /// Trained verifiers and the lists of wishes hang on these very texts, in this order of draws: 400 wishes and 400 narrations of every
    /// split, as the language was when the shipped verifier learned it.
    /// </summary>
    [Theory]
    [InlineData(LanguageSplit.Train, "6d9c32688952e34a", "c915c1f3ad08d69f")]
    [InlineData(LanguageSplit.Template, "1a9890b9043e2bab", "505cee0e430b30e5")]
    [InlineData(LanguageSplit.Synonym, "08be89057102c9c8", "a25087d73509040a")]
    [InlineData(LanguageSplit.Combination, "d100112007a859e3", "7f81f906eee02f02")]
    [InlineData(LanguageSplit.Fact, "53c6987a90c23ccc", "c42df80b12e34c2b")]
    public void The_same_seed_draws_the_same_texts_as_ever(LanguageSplit split, string wishes, string narrations)
    {
        var seed = new SeedStreams(41).Stream("wishes", (long)split);
        Assert.Equal(wishes, Hash(Enumerable.Range(0, 400).Select(_ => Say(Cup.SampleWish(split, seed)))));
        seed = new SeedStreams(41).Stream("narrations", (long)split);
        Assert.Equal(narrations, Hash(Enumerable.Range(0, 400).Select(_ =>
        {
            var label = Cup.SampleLabel(seed);
            return $"{label}|{Cup.Canonical(label)}|{Cup.Narrate(label, split, seed)}";
        })));

        static string Say(TaskWish wish) => $"{wish.Text}|{wish.Kind}|{string.Join(',', wish.Meaning.ModeNames)}|" +
            $"{wish.Meaning.Required("speed")}|{wish.Meaning.Required("tilt")}";
    }

    [Fact]
    public void Lexicon_dictionary_and_questions_are_those_of_the_shipped_verifier()
    {
        Assert.Equal("ae35c0fe72afa15f", Hash(Cup.Lexicon));
        Assert.Equal("4b6ee3dada8d0922", Hash(Cup.Definitions.Select(d => $"{d.Phrase}={d.Canonical}")));
        Assert.Equal("5dc491a56e6f51b7", Hash(Cup.Questions.Select(q => $"{q.Text} {string.Join(' ', q.Answers)}")));
    }

    [Fact]
    public void The_language_has_the_outcomes_and_attributes_of_the_labels()
    {
        Assert.Equal(Enum.GetNames<CupOutcome>().Select(n => n.ToLowerInvariant()), Cup.Outcomes.Select(o => o.Name));
        foreach (var outcome in Enum.GetValues<CupOutcome>())
        {
            var label = new CupLabel(outcome, outcome is CupOutcome.Rim or CupOutcome.Knock ? CupSide.Left : CupSide.None, Pace.Fast, CupTilt.Tilted);
            Assert.Equal(label.Held, Cup.Succeeds(label.Words));
            Assert.Equal(outcome == CupOutcome.Knock ? "knock" : label.Mode, Cup.ModeOf(label.Words));
            Assert.Equal(label.Words, Cup.Label(label.Words.Outcome, label.Words["side"], "fast", "tilted"));
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
    public void The_parser_refuses_what_says_nothing_or_contradicts_itself(string text) => Assert.Null(Cup.Parse(text));

    [Theory]
    [InlineData("handle", CupOutcome.Handle, CupSide.None, true)]
    [InlineData("handle", CupOutcome.Rim, CupSide.Left, false)]
    [InlineData("rim", CupOutcome.Rim, CupSide.Left, true)]
    [InlineData("rim-left", CupOutcome.Rim, CupSide.Right, false)]
    [InlineData("rim-left", CupOutcome.Rim, CupSide.None, false)]
    [InlineData("body", CupOutcome.Body, CupSide.None, true)]
    [InlineData("body", CupOutcome.Handle, CupSide.None, false)]
    [InlineData("any", CupOutcome.Body, CupSide.None, true)]
    [InlineData("any", CupOutcome.Rim, CupSide.None, true)]
    [InlineData("any", CupOutcome.Slip, CupSide.None, false)]
    public void A_meaning_accepts_its_modes_only(string parts, CupOutcome outcome, CupSide side, bool accepted)
    {
        var label = Label(outcome, side);
        Assert.Equal(accepted, new WishMeaning(Cup, parts).Accepts(label));
        Assert.False(new WishMeaning(Cup, parts, ("speed", "fast")).Accepts(label));
        Assert.False(new WishMeaning(Cup, parts, ("tilt", "tilted")).Accepts(label));
        Assert.Equal(accepted, new WishMeaning(Cup, parts, ("speed", "slow"), ("tilt", "upright")).Accepts(label));
        Assert.Equal(!accepted && Cup.Succeeds(label) && side != CupSide.None || !accepted && outcome == CupOutcome.Handle && parts == "body",
            new WishMeaning(Cup, Cup.ModesOf("any") & ~Cup.ModesOf(parts)).Accepts(label));
    }

    [Fact]
    public void A_meaning_of_an_attribute_or_a_part_that_the_task_lacks_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new WishMeaning(Cup, "lid"));
        Assert.Throws<ArgumentException>(() => new WishMeaning(Cup, "slip"));
        Assert.Throws<ArgumentException>(() => new WishMeaning(Cup, "rim", ("squeeze", "hard")));
        Assert.Throws<ArgumentException>(() => new WishMeaning(Cup, "rim", ("speed", "hard")));
        Assert.Throws<ArgumentException>(() => Cup.Canonical(new("crushed")));
    }

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];
}
