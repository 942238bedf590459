using Forewarn.Core;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Simulation.Tests.Tasks.Language;

/// <summary>What holds of the language of every task.</summary>
public sealed class TaskLanguageTests
{
    private const int Draws = 4000;

    public static readonly TheoryData<string> Names = [.. TaskLanguages.All.Select(l => l.Name)];

    public static readonly TheoryData<string, LanguageSplit> HeldOut = [.. TaskLanguages.All
        .SelectMany(l => l.Splits.Where(s => s != LanguageSplit.Train).Select(s => new TheoryDataRow<string, LanguageSplit>(l.Name, s)))];

    private static SeedStream Seed(string name) => new SeedStreams(7).Stream(name);

    [Theory, MemberData(nameof(HeldOut))]
    public void No_held_out_wish_is_ever_a_training_wish(string name, LanguageSplit split)
    {
        var language = TaskLanguages.Find(name);
        var seed = Seed("wishes");
        var training = Enumerable.Range(0, 5 * Draws).Select(_ => language.SampleWish(LanguageSplit.Train, seed).Text).ToHashSet();
        var clashes = Enumerable.Range(0, Draws).Select(_ => language.SampleWish(split, seed)).Where(w => training.Contains(w.Text)).ToArray();
        if (split == LanguageSplit.Synonym)
            // "use the left lip" has no verb or mug to replace, and "left" has no synonym: a word of the held-out part must be there.
            Assert.All(clashes, w => Assert.DoesNotContain(TaskLanguage.Words(w.Text), HeldOutWords(language).Contains));
        else Assert.Empty(clashes);
    }

    [Theory, MemberData(nameof(Names))]
    public void Training_text_never_uses_a_held_out_synonym_or_combination(string name)
    {
        var language = TaskLanguages.Find(name);
        var unseen = HeldOutWords(language);
        var seed = Seed("training");
        for (int i = 0; i < Draws; i++)
        {
            var wish = language.SampleWish(LanguageSplit.Train, seed);
            Assert.DoesNotContain(TaskLanguage.Words(wish.Text), unseen.Contains);
            Assert.False(language.IsHeldOut(wish.Meaning), wish.Text);
            Assert.DoesNotContain(TaskLanguage.Words(language.Narrate(language.SampleLabel(seed), LanguageSplit.Train, seed)), unseen.Contains);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Held_out_narrations_differ_from_training_ones(string name)
    {
        var language = TaskLanguages.Find(name);
        var seed = Seed("narrations");
        var training = Enumerable.Range(0, 5 * Draws)
            .Select(_ => language.Narrate(language.SampleLabel(seed), LanguageSplit.Train, seed)).ToHashSet();
        for (int i = 0; i < Draws; i++)
            Assert.DoesNotContain(language.Narrate(language.SampleLabel(seed), LanguageSplit.Template, seed), training);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_lexicon_covers_every_sentence_of_every_split(string name)
    {
        var language = TaskLanguages.Find(name);
        var lexicon = language.Lexicon.ToHashSet();
        var seed = Seed("lexicon");
        foreach (var split in language.Splits)
            for (int i = 0; i < Draws; i++)
            {
                Assert.All(TaskLanguage.Words(language.SampleWish(split, seed).Text), w => Assert.Contains(w, lexicon));
                Assert.All(TaskLanguage.Words(language.Narrate(language.SampleLabel(seed), split, seed)), w => Assert.Contains(w, lexicon));
            }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_parser_inverts_every_narration(string name)
    {
        var language = TaskLanguages.Find(name);
        var seed = Seed("parser");
        foreach (var label in AllLabels(language))
        {
            Assert.Equal(language.Said(label), language.Parse(language.Canonical(label)));
            foreach (var split in Enum.GetValues<LanguageSplit>())
                for (int i = 0; i < 60; i++)
                {
                    string text = language.Narrate(label, split, seed);
                    Assert.True(language.Said(label).Equals(language.Parse(text)), $"'{text}' of {label}");
                }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Canonical_sentences_tell_apart_all_that_can_be_said(string name)
    {
        var language = TaskLanguages.Find(name);
        var groups = AllLabels(language).GroupBy(language.Canonical);
        Assert.All(groups, g => Assert.Single(g.Select(language.Said).Distinct()));
        Assert.Equal(AllLabels(language).Select(language.Said).Distinct().Count(), groups.Count());
    }

    [Theory, MemberData(nameof(Names))]
    public void No_wish_accepts_a_failure_and_every_wish_accepts_something(string name)
    {
        var language = TaskLanguages.Find(name);
        var seed = Seed("meanings");
        var labels = AllLabels(language).ToArray();
        foreach (var split in language.Splits)
            for (int i = 0; i < 500; i++)
            {
                var meaning = language.SampleWish(split, seed).Meaning;
                Assert.DoesNotContain(labels, l => !language.Succeeds(l) && meaning.Accepts(l));
                Assert.Contains(labels, meaning.Accepts);
            }
    }

    [Theory, MemberData(nameof(Names))]
    public void Questions_have_an_answer_from_their_list_wherever_they_make_sense(string name)
    {
        var language = TaskLanguages.Find(name);
        foreach (var question in language.Questions)
        {
            Assert.All(question.Answers, a => Assert.DoesNotContain(' ', a));
            var given = AllLabels(language).Select(question.Answer).OfType<string>().Distinct().Order();
            Assert.Equal(question.Answers.Order(), given);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Random_labels_have_every_outcome_and_every_value(string name)
    {
        var language = TaskLanguages.Find(name);
        var seed = Seed("labels");
        var drawn = Enumerable.Range(0, Draws).Select(_ => language.SampleLabel(seed)).ToHashSet();
        Assert.All(AllLabels(language), l => Assert.Contains(l, drawn));
        Assert.All(drawn, l => Assert.Contains(l, AllLabels(language)));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_data_of_a_language_agree_with_each_other(string name)
    {
        var language = TaskLanguages.Find(name);
        Assert.Equal(3, language.Parts.Count);
        Assert.True(language.Outcomes.Count > 3, "no failure");
        Assert.DoesNotContain(language.Attributes, a => language.Concepts.ContainsKey(a.Name));
        Assert.All(language.Attributes, a => Assert.True(a.Values.Count > 1));
        Assert.All(language.Preferences, p => Assert.Contains(language.Attributes, a => a.Name == p.Attribute && a.Values.Any(v => v.Name == p.Value)));
        Assert.Equal(language.Preferences.Count, language.Preferences.DistinctBy(p => p.Attribute).Count());
        Assert.All(language.Outcomes.Where(o => !o.Succeeds), o => Assert.NotEmpty(o.Keys));
        Assert.Equal(1, language.Outcomes.Sum(o => o.Share ?? (o.Succeeds ? 0.22 : 0.34 / (language.Outcomes.Count - 3))), 1e-9);
        if (language.Faults.Count > 0)
            Assert.All(language.Parts, p => Assert.Contains(language.Faults, f => f.Withheld == p.Name));
        // Each part can be stated to be unfit for something, alone and with every other one.
        foreach (var part in language.Faults.Count > 0 ? language.Parts : [])
            Assert.All(language.Parts.Where(p => p != part), other => Assert.Contains(language.Faults, f => f.Withheld != part.Name && f.Withheld != other.Name));
        var words = language.Concepts.Values.SelectMany(c => c.All).ToArray();
        Assert.Equal(words.Length, words.Distinct().Count());
    }

    /// <summary>One reader of all tasks learns one meaning of a word, and can tell by a narration which task it is of.</summary>
    [Fact]
    public void Two_tasks_share_no_narration_and_no_word_with_two_meanings()
    {
        var meanings = TaskLanguages.All.SelectMany(l => l.Definitions).Distinct().GroupBy(d => d.Phrase);
        Assert.All(meanings, m => Assert.Single(m));
        var said = TaskLanguages.All.SelectMany(l => AllLabels(l).Select(l.Canonical).Distinct());
        Assert.Equal(said.Count(), said.Distinct().Count());
        var withheld = TaskLanguages.All.SelectMany(HeldOutWords).ToHashSet();
        Assert.All(TaskLanguages.All, l => Assert.DoesNotContain(l.Concepts.Values.SelectMany(c => c.Train), withheld.Contains));
    }

    [Fact]
    public void A_mistyped_task_is_refused_with_the_nearest_name()
    {
        Assert.Same(TaskLanguages.All[0], TaskLanguages.Find(TaskLanguages.All[0].Name));
        Assert.Contains("Did you mean 'cup'?", Assert.Throws<ForewarnException>(() => TaskLanguages.Find("cpu")).Message, StringComparison.Ordinal);
    }

    /// <summary>Of every held-out phrase the first word that is its own.</summary>
    private static HashSet<string> HeldOutWords(TaskLanguage language) => [.. language.Concepts.Values.SelectMany(c => c.HeldOut)
        .Select(p => TaskLanguage.Words(p).First(w => w is not ("the" or "to" or "get" or "on" or "at" or "a")))];

    internal static IEnumerable<TaskLabel> AllLabels(TaskLanguage language) =>
        from outcome in language.Outcomes
        from side in outcome.Sided ? new[] { TaskLanguage.Left, TaskLanguage.Right } : [TaskLabel.None]
        from values in language.Attributes.Aggregate(new List<string[]> { Array.Empty<string>() },
            (sets, attribute) => [.. sets.SelectMany(s => attribute.Values.Select(v => (string[])[.. s, v.Name]))])
        select language.Label(outcome.Name, side, values);
}
