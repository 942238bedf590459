using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Language;
using Forewarn.Steering;

namespace Forewarn.Cli.Tests;

/// <summary>The committed files under <c>launch/configs</c>.</summary>
public sealed class ShippedConfigTests
{
    private static readonly Home Installation = Home.Find();

    private static readonly TaskLanguage Cup = CupLanguage.Language;

    [Fact]
    public void The_cup_task_is_the_one_its_defaults_describe()
    {
        var config = Load("cup");
        Assert.Equal(new SceneOptions(), config.Get<SceneOptions>());
        var steering = config.Get<SteeringOptions>();
        Assert.Equal((64, 6, 2.0, 40, 40),
            (steering.Proposals, steering.Modes, steering.Radius, steering.PredictionHorizon, steering.ActionHorizon));
        Assert.Equal(ArmTask.PlanSpec.Names.Order(), config.Get<GuardOptions>().Ranges.Keys.Order());
        Assert.All(config.Get<GuardOptions>().Rates.Keys, column => Assert.Contains(column, ArmTask.PlanSpec.Names));
    }

    [Fact]
    public void No_learned_baseline_is_named_and_every_one_can_be()
    {
        Assert.Equal(new BaselineNames(), Load("cup").Get<BaselineNames>());
        var named = new ConfigLoader(Installation.Configs, CliSections.Schema)
            .Load(["cup"], ["baselines.action_text=a", "baselines.direct_category=b", "baselines.value_critic=c", "baselines.images=d"]).Get<BaselineNames>();
        Assert.Equal(new BaselineNames { ActionText = "a", DirectCategory = "b", ValueCritic = "c", Images = "d" }, named);
    }

    [Fact]
    public void Debug_shrinks_the_work_and_leaves_the_task_alone()
    {
        var (cup, debug) = (Load("cup"), Load("cup", "debug"));
        Assert.Equal(cup.Get<SceneOptions>(), debug.Get<SceneOptions>());
        Assert.True(debug.Get<EvaluationOptions>().Episodes < cup.Get<EvaluationOptions>().Episodes);
        Assert.True(debug.Get<SteeringOptions>().Proposals < cup.Get<SteeringOptions>().Proposals);
    }

    [Fact]
    public void Wishes_cover_every_mode_in_every_phrasing()
    {
        var wishes = WishList.Load(Path.Combine(Installation.Configs, "wishes-cup.yaml"), Cup);
        foreach (string group in new[] { "trained", "unseen phrasing" })
        {
            foreach (string outcome in new[] { "handle", "rim", "body" })
                Assert.True(wishes.Count(wish => wish.Group == group && wish.Accept is [var one] && one == outcome) >= 3, $"{group}: {outcome}");
        }

        foreach (string group in new[] { "one side", "one side unseen" })
        {
            foreach (string outcome in new[] { "rim-left", "rim-right" })
                Assert.Contains(wishes, wish => wish.Group == group && wish.Accept.Contains(outcome));
        }

        Assert.Equal(wishes.Count, wishes.Select(wish => wish.Text).Distinct().Count());
        Assert.All(wishes.Where(wish => !wish.Neutral), wish => Assert.NotEmpty(wish.Reject));
    }

    /// <summary>
    /// The grammar knows what a sentence means and whether training says it; the list must not claim anything else.
    /// </summary>
    [Fact]
    public void Wishes_mean_what_the_list_scores_and_are_as_unseen_as_their_group_says()
    {
        var wishes = WishList.Load(Path.Combine(Installation.Configs, "wishes-cup.yaml"), Cup);
        var texts = wishes.SelectMany(wish => new[] { wish.Text, Explained(wish.Text) }).ToHashSet();
        var training = Drawn(LanguageSplit.Train, texts);
        Dictionary<string, WishMeaning>[] heldOut = [Drawn(LanguageSplit.Template, texts), Drawn(LanguageSplit.Fact, texts)];
        foreach (var wish in wishes)
        {
            bool unseen = wish.Group.Contains("unseen", StringComparison.Ordinal);
            Assert.True(training.ContainsKey(wish.Text) != unseen, $"{wish}: training says it, or should");
            string known = Explained(wish.Text);
            var meanings = (unseen && known == wish.Text ? heldOut : [training]).Where(drawn => drawn.ContainsKey(known)).ToArray();
            Assert.True(meanings.Length > 0, $"{wish}: not a sentence of the language");
            Assert.All(meanings, drawn => AssertScored(wish, drawn[known]));
        }
    }

    /// <summary>With the words that training only explains replaced by what it says for them.</summary>
    private static string Explained(string text) => Cup.Concepts.Values.Aggregate(text, (sentence, concept) =>
        concept.HeldOut.Aggregate(sentence, (said, word) => said.Replace(word, concept.Canonical, StringComparison.Ordinal)));

    [Fact]
    public void Wishes_contain_the_same_sentence_with_every_part()
    {
        string[] texts = [.. WishList.Load(Path.Combine(Installation.Configs, "wishes-cup.yaml"), Cup).Select(wish => wish.Text)];
        foreach (string part in new[] { "handle", "rim", "body" }) Assert.Contains($"pick up the mug by the {part}", texts);
    }

    /// <summary>Enough draws for the rarest sentence of the list, whose share is about 1 in 80 000.</summary>
    private static Dictionary<string, WishMeaning> Drawn(LanguageSplit split, HashSet<string> among)
    {
        var seed = new SeedStreams(3).Stream("wishes", (long)split);
        var found = new Dictionary<string, WishMeaning>();
        for (int i = 0; i < 1_000_000; i++)
        {
            var wish = Cup.SampleWish(split, seed);
            if (among.Contains(wish.Text)) found[wish.Text] = wish.Meaning;
        }

        return found;
    }

    private static void AssertScored(WishCase wish, WishMeaning meaning)
    {
        if (wish.Neutral) return;
        var task = new CupTask();
        foreach (var outcome in Enum.GetValues<CupOutcome>())
        {
            foreach (var side in outcome == CupOutcome.Rim ? new[] { CupSide.Left, CupSide.Right } : [CupSide.None])
            {
                var label = new CupLabel(outcome, side, Pace.Slow, CupTilt.Upright).Words;
                var happened = ArmEpisodeTask.Label(task, label);
                Assert.True(meaning.Accepts(label) == wish.Fulfilled(happened), $"{wish} on {label}");
                Assert.True(!Cup.Succeeds(label) || meaning.Accepts(label) != wish.Rejected(happened), $"{wish} rejects {label}");
            }
        }
    }

    private static ResolvedConfig Load(params string[] names) =>
        new ConfigLoader(Installation.Configs, CliSections.Schema).Load(names, []);
}
