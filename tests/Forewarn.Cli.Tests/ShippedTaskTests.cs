using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Evaluation.Tasks;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Language;
using Forewarn.Steering;

namespace Forewarn.Cli.Tests;

/// <summary>The committed configurations and wishes of the tasks besides the cup.</summary>
public sealed class ShippedTaskTests
{
    private const int Draws = 400_000;

    private static readonly Home Installation = Home.Find();

    [Theory]
    [InlineData("bag")]
    [InlineData("fork-pick")]
    [InlineData("fork-place")]
    [InlineData("drawer")]
    public void A_configuration_describes_its_task(string name)
    {
        var config = new ConfigLoader(Installation.Configs, CliSections.Schema).Load([name], []);
        Assert.Equal(ManipulationTasks.Find(name).Scenes, config.Get<SceneOptions>());
        Assert.Equal(ArmTask.PlanSpec.Names.Order(), config.Get<GuardOptions>().Ranges.Keys.Order());
        Assert.Equal($"wishes-{name}.yaml", config.Get<EvaluationOptions>().Wishes);
    }

    [Fact]
    public void Both_phases_are_played_in_their_order() => Assert.Equal(["fork-pick", "fork-place"],
        new ConfigLoader(Installation.Configs, CliSections.Schema).Load(["fork"], []).Get<PhaseOptions>().Configs);

    /// <summary>The grammar knows what a sentence means and whether training says it; the list must not claim anything else.</summary>
    [Theory]
    [InlineData("bag")]
    [InlineData("fork-pick")]
    [InlineData("fork-place")]
    [InlineData("drawer")]
    public void Wishes_mean_what_the_list_scores_and_are_as_unseen_as_their_group_says(string name)
    {
        var language = TaskLanguages.Find(name);
        var wishes = WishList.Load(Path.Combine(Installation.Configs, $"wishes-{name}.yaml"), language);
        var texts = wishes.SelectMany(wish => new[] { wish.Text, Explained(language, wish.Text) }).ToHashSet();
        var training = Drawn(language, LanguageSplit.Train, texts);
        Dictionary<string, WishMeaning>[] heldOut = [Drawn(language, LanguageSplit.Template, texts), Drawn(language, LanguageSplit.Fact, texts)];
        foreach (var wish in wishes)
        {
            bool unseen = wish.Group.Contains("unseen", StringComparison.Ordinal);
            Assert.True(training.ContainsKey(wish.Text) != unseen, $"{wish}: training says it, or should");
            string known = Explained(language, wish.Text);
            var meanings = (unseen && known == wish.Text ? heldOut : [training]).Where(drawn => drawn.ContainsKey(known)).ToArray();
            Assert.True(meanings.Length > 0, $"{wish}: not a sentence of the language");
            if (wish.Neutral) continue;
            foreach (var outcome in language.Outcomes)
            {
                var label = language.Label(outcome.Name, TaskLabel.None, [.. language.Attributes.Select(a => a.Values[0].Name)]);
                var happened = ArmEpisodeTask.Label(ManipulationTasks.Find(name), label);
                Assert.All(meanings, drawn => Assert.True(drawn[known].Accepts(label) == wish.Fulfilled(happened), $"{wish} on {label}"));
                Assert.True(!outcome.Succeeds || wish.Fulfilled(happened) != wish.Rejected(happened), $"{wish} says nothing about {label}");
            }
        }
    }

    [Theory]
    [InlineData("bag")]
    [InlineData("fork-pick")]
    [InlineData("fork-place")]
    [InlineData("drawer")]
    public void Wishes_ask_for_every_part_in_every_phrasing(string name)
    {
        var language = TaskLanguages.Find(name);
        var wishes = WishList.Load(Path.Combine(Installation.Configs, $"wishes-{name}.yaml"), language);
        foreach (string group in new[] { "trained", "unseen phrasing" })
            foreach (var part in language.Parts)
                Assert.True(wishes.Count(w => w.Group == group && w.Accept is [var one] && one == part.Name) >= 3, $"{group}: {part.Name}");
        Assert.Equal(wishes.Count, wishes.Select(wish => wish.Text).Distinct().Count());
    }

    /// <summary>A wish that leaves several ways open must be fulfilled by each of them, or a person who meant one would be scored wrongly.</summary>
    [Theory]
    [InlineData("cup")]
    [InlineData("bag")]
    [InlineData("fork-pick")]
    [InlineData("fork-place")]
    [InlineData("drawer")]
    public void Vague_wishes_leave_open_what_the_list_says(string name)
    {
        var language = TaskLanguages.Find(name);
        var wishes = WishList.Load(Path.Combine(Installation.Configs, $"wishes-vague-{name}.yaml"), language);
        var texts = wishes.Select(wish => Explained(language, wish.Text)).ToHashSet();
        var drawn = Drawn(language, LanguageSplit.Train, texts);
        foreach (var (text, unseen) in Drawn(language, LanguageSplit.Template, texts)) drawn.TryAdd(text, unseen);
        foreach (var wish in wishes)
        {
            Assert.True(wish.Open && wish.Accept.Length > 1, $"{wish}: leaves nothing open");
            Assert.True(drawn.TryGetValue(Explained(language, wish.Text), out var meaning), $"{wish}: not a sentence of the language");
            string[] kept = [.. language.Parts.Select(part => part.Name).Where(part => meaning!.Accepts(
                language.Label(part, TaskLabel.None, [.. language.Attributes.Select(a => a.Values[0].Name)])))];
            Assert.Equal(wish.Accept.Order(), kept.Order());
        }
    }

    /// <summary>With the words that training only explains replaced by what it says for them.</summary>
    private static string Explained(TaskLanguage language, string text) => language.Concepts.Values.Aggregate(text, (sentence, concept) =>
        concept.HeldOut.Aggregate(sentence, (said, word) => said.Replace(word, concept.Canonical, StringComparison.Ordinal)));

    private static Dictionary<string, WishMeaning> Drawn(TaskLanguage language, LanguageSplit split, HashSet<string> among)
    {
        var seed = new SeedStreams(3).Stream("wishes", (long)split);
        var found = new Dictionary<string, WishMeaning>();
        for (int i = 0; i < Draws; i++)
        {
            var wish = language.SampleWish(split, seed);
            if (among.Contains(wish.Text)) found[wish.Text] = wish.Meaning;
        }

        return found;
    }
}
