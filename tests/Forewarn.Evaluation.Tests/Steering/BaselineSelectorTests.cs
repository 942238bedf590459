using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Tests.Steering;

public sealed class BaselineSelectorTests
{
    private static readonly SteeringStudyOptions Small = SyntheticStudy.Options with { Episodes = 6, TrueFuture = false };

    [Fact]
    public void Baselines_that_know_all_that_can_be_known_equal_the_oracle_and_each_sees_its_own_inputs()
    {
        var (text, direct) = (new Text(), new Direct());
        var results = Play(text, direct, new Critic(d => Math.Abs(d)));
        foreach (var wish in results.Wishes)
        {
            int ceiling = wish.Selectors.Single(s => s.Selector == "oracle").Successes;
            foreach (string name in new[] { "action text", "direct category" })
                Assert.Equal(ceiling, wish.Selectors.Single(s => s.Selector == name).Successes);
        }
        // Narrations do not depend on the wish: one call a scene, however many wishes.
        Assert.Equal(Small.Seeds.Count * Small.Episodes, text.Calls);
        Assert.Equal(Small.Seeds.Count * Small.Episodes * SyntheticStudy.Wishes.Length, direct.Calls);
    }

    [Fact]
    public void Pictures_that_show_what_latents_hold_are_chosen_from_alike_and_narrated_once_a_scene()
    {
        var counted = new List<Counted>();
        var rows = new SteeringStudy(Small, SyntheticStudy.Wishes, () =>
        {
            var bench = SyntheticStudy.Bench(new());
            var chooser = new PlanChooser(bench.Narrator, new KeywordReader(), new(), TimeProvider.System);
            counted.Add(new(bench.Narrator));
            return bench with { Selectors = [new BaseSampleSelector(), new OracleSelector(), new ForewarnSelector(chooser), new PictureSelector(counted[^1], chooser)] };
        }, TimeProvider.System).Run(SyntheticStudy.NewFolder());
        foreach (var choices in rows.SelectMany(r => r.Choices).GroupBy(c => c.Selector).Where(g => g.Key is "forewarn" or "pictures").ToArray()
            is [var latents, var pictures] ? latents.Zip(pictures) : throw new InvalidOperationException("a selector is missing"))
            Assert.Equal(choices.First.Choice, choices.Second.Choice);
        Assert.Equal(Small.Seeds.Count * Small.Episodes, counted.Sum(c => c.Calls));
    }

    [Fact]
    public void A_value_critic_takes_the_same_plan_whatever_the_wish()
    {
        var rows = Rows(new Text(), new Direct(), new Critic(d => d));
        foreach (var row in rows)
        {
            var chosen = row.Choices.Where(c => c.Selector == "value critic").Select(c => c.Choice).Distinct().ToArray();
            Assert.Equal(ChoiceKind.Execute, Assert.Single(chosen).Kind);
        }
        Assert.Throws<ForewarnException>(() => new ValueCriticSelector(new Critic(d => d, "good")));
    }

    [Fact]
    public void A_wish_that_cannot_be_read_and_plans_of_which_none_suits_execute_nothing()
    {
        WishCase[] wishes = [new("?", ["handle"], [], "broken"), new("take the lid", ["lid"], [], "absent")];
        var rows = Rows(new Text(), new Direct(), new Critic(d => d), wishes);
        foreach (var choice in rows.SelectMany(r => r.Choices).Where(c => c.Selector is "action text" or "direct category"))
        {
            Assert.Equal(choice.Wish == 0 ? ChoiceKind.Unreadable : ChoiceKind.None, choice.Choice.Kind);
            Assert.Equal(-1, choice.Choice.Index);
        }
    }

    private static SteeringResults Play(Text text, Direct direct, Critic critic) =>
        SteeringAnalysis.Of(Rows(text, direct, critic), SyntheticStudy.Wishes, new SyntheticNarrator(), SyntheticStudy.Run, 1);

    private static IReadOnlyList<SceneRow> Rows(Text text, Direct direct, Critic critic, WishCase[]? wishes = null) =>
        new SteeringStudy(Small, wishes ?? SyntheticStudy.Wishes, () =>
        {
            var bench = SyntheticStudy.Bench(new());
            var chooser = new PlanChooser(bench.Narrator, new KeywordReader(), new(), TimeProvider.System);
            return bench with
            {
                Selectors =
                [
                    new BaseSampleSelector(), new OracleSelector(), new ActionTextSelector(bench.WorldModel, text, chooser),
                    new DirectCategorySelector(direct), new ValueCriticSelector(critic),
                ],
            };
        }, TimeProvider.System).Run(SyntheticStudy.NewFolder());

    private sealed class Counted(INarrator inner) : INarrator
    {
        public int Calls { get; private set; }

        public ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline)
        {
            Calls++;
            return inner.NarrateAsync(rollout, deadline);
        }
    }

    /// <summary>Reads d from where the plan closes and where the object stands now.</summary>
    private sealed class Text : IPlanNarrator
    {
        public int Calls { get; private set; }

        public ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentState present, ActionProposals plans, CancellationToken deadline)
        {
            Calls++;
            return new([.. Enumerable.Range(0, plans.Count).Select(k => new Narration(k,
                $"the arm goes for {SyntheticTask.Label(plans.Plan(k)[5 * SyntheticTask.Closing] - present.Values[0]).Mode}", -0.1))]);
        }
    }

    /// <summary>Reads d from the imagined latents and answers with a plan, saying nothing.</summary>
    private sealed class Direct : IPlanVerifier
    {
        public int Calls { get; private set; }

        public ValueTask<Verdict> VerifyAsync(string wish, LatentRollout rollout, GuardReport guard, CancellationToken deadline)
        {
            Calls++;
            string word = wish.Split(' ')[^1];
            if (word == "?") throw new ForewarnException("wish: found no words.");
            int best = Array.FindIndex([.. Enumerable.Range(0, rollout.Count)], k => SyntheticTask.Label(rollout.Mode(k)[^1]).Is(word));
            var scores = new double[rollout.Count + 1];
            scores[best < 0 ? rollout.Count : best] = 1;
            return new(best < 0 ? new NoneSuitableVerdict([], scores) : new ExecuteVerdict(best, [], scores));
        }
    }

    private sealed class Critic(Func<double, double> value, string success = "success") : IOutcomeClassifier
    {
        public IReadOnlyList<string> Classes { get; } = ["failure", success];

        public ValueTask<float[]> ClassifyAsync(LatentRollout rollout, CancellationToken deadline) => new(
            [.. Enumerable.Range(0, rollout.Count).SelectMany(k => new[] { 0, (float)value(rollout.Mode(k)[^1]) })]);
    }
}
