using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Preferences.Worlds;

namespace Forewarn.Learning.Tests.Preferences.Worlds;

/// <summary>Why the turn that is tuned and the future it is measured by matter: exact steps on two small episodes.</summary>
public sealed class DecisionGraphTests
{
    private static readonly DecisionGraph Chain = DecisionGraph.Derail(5), Futures = DecisionGraph.FuturesMatter;

    [Fact]
    public void REFUEL_solves_the_derail_chain()
    {
        double[] logits = Chain.StartLogits();
        double[] returns = [0.05, 0.308040, 0.880748, 0.994295, double.NaN, 0.999865];
        foreach (double expected in returns)
        {
            if (!double.IsNaN(expected)) Assert.Equal(expected, Return(Chain, logits), 1e-6);
            logits = MultiTurnStep.Refuel(Chain, logits, 4);
        }
        for (int step = 0; step < 20; step++) logits = MultiTurnStep.Refuel(Chain, logits, 4);
        Assert.Equal(1, Return(Chain, logits), 1e-9);
    }

    [Fact]
    public void Tuning_the_last_turn_alone_stops_where_the_earlier_ones_derail()
    {
        double[] logits = Chain.StartLogits();
        Assert.Equal(0.05, Return(Chain, logits), 1e-15);
        for (int step = 0; step < 40; step++) logits = MultiTurnStep.LastTurn(Chain, logits, 4);
        Assert.Equal(Math.Pow(0.5, 4), Return(Chain, logits), 1e-12);

        double[] dpo = Chain.StartLogits();
        dpo[^1] += MultiTurnStep.LastTurnDpo(Chain, beta: 0.1);
        Assert.Equal(0.982014, Distribution.Sigmoid(dpo[^1]), 1e-6);
        Assert.Equal(0.062050, Return(Chain, dpo), 1e-6);
    }

    [Fact]
    public void A_policy_shared_across_turns_looks_better_on_logged_prefixes_while_it_gets_worse()
    {
        double logit = 0, deployed = 1, logged = 0;
        for (int step = 0; step < 5; step++)
        {
            logit = MultiTurnStep.SharedLastTurn(Chain, logit, 4);
            double[] first = MultiTurnStep.Same(Chain, logit);
            double last = first[^1] + 0.6 * (1 - first[^1]);
            Assert.True(last > logged && Chain.Return(first) < deployed);
            (logged, deployed) = (last, Chain.Return(first));
        }
        Assert.True(logged > 0.9996);
        Assert.True(deployed < 1e-12);

        double dpo = MultiTurnStep.LastTurnDpo(Chain, beta: 0.1);
        Assert.Equal(1.039e-7, Chain.Return(MultiTurnStep.Same(Chain, dpo)), 5e-11);
    }

    [Fact]
    public void A_policy_shared_across_turns_becomes_the_best_of_its_kind_by_REFUEL()
    {
        double logit = 0, best = 0;
        for (int i = 0; i <= 1000; i++)
            best = Math.Max(best, Chain.Return([.. Enumerable.Repeat(i / 1000.0, 5)]));
        Assert.Equal(0.6, best, 1e-12);
        for (int step = 0; step < 15; step++) logit = MultiTurnStep.SharedRefuel(Chain, logit, 4);
        Assert.Equal(best, Chain.Return(MultiTurnStep.Same(Chain, logit)), 1e-8);
    }

    [Fact]
    public void With_its_own_futures_REFUEL_finds_the_way_that_looks_worse_at_first()
    {
        double[] logits = Futures.StartLogits();
        Assert.Equal(0.35, Return(Futures, logits), 1e-15);
        (double B, double C, double J)[] iterations =
        [
            (0.231475, 0.931738, 0.599937), (0.628772, 0.998660, 0.813544), (0.925642, 0.999975, 0.962798), (0.989244, 1, 0.994622),
        ];
        foreach (var expected in iterations)
        {
            logits = MultiTurnStep.Refuel(Futures, logits, 4);
            double[] p = MultiTurnStep.Probabilities(logits);
            Assert.Equal(expected.B, p[0], 1e-6);
            Assert.Equal(expected.C, p[1], 1e-6);
            Assert.Equal(expected.J, Futures.Return(p), 1e-6);
        }
        for (int step = 0; step < 20; step++) logits = MultiTurnStep.Refuel(Futures, logits, 4);
        Assert.Equal(1, Return(Futures, logits), 1e-9);
    }

    [Theory]
    [InlineData(4, 0.599937)]
    [InlineData(12, 0.513298)]
    [InlineData(40, 0.500003)]
    public void With_the_futures_of_the_start_more_training_makes_it_worse(double eta, double expected) =>
        Assert.Equal(expected, Return(Futures, MultiTurnStep.StartFutures(Futures, Futures.StartLogits(), eta)), 1e-6);

    [Fact]
    public void The_whole_episode_as_one_answer_has_the_fixed_point_of_REFUEL_where_nothing_is_random()
    {
        double[] logits = Chain.StartLogits();
        // One step by hand: six paths, five of them end in nothing or 0.6 and one in 1.
        double safe = Math.Pow(0.5, 4), good = safe * 0.5 * Math.Exp(4), fair = safe * 0.5 * Math.Exp(2.4), derailed = 1 - safe;
        logits = MultiTurnStep.Trajectory(Chain, logits, 4);
        Assert.Equal((good + 0.6 * fair) / (good + fair + derailed), Return(Chain, logits), 1e-12);
        for (int step = 0; step < 20; step++) logits = MultiTurnStep.Trajectory(Chain, logits, 4);
        Assert.Equal(1, Return(Chain, logits), 1e-9);
    }

    [Fact]
    public void Played_episodes_agree_with_backward_induction()
    {
        double[] first = [0.3, 0.2, 0.1, 0.4, 0.7];
        var seed = new SeedStream(5);
        const int episodes = 20_000;
        double sum = 0;
        var visits = new double[5];
        for (int i = 0; i < episodes; i++)
        {
            var (toGo, path) = Chain.Play(first, 0, seed);
            sum += toGo;
            foreach (var (decision, _) in path) visits[decision]++;
        }
        Assert.Equal(Chain.Return(first), sum / episodes, 0.015);
        double[] expected = Chain.Visits(first);
        for (int s = 0; s < 5; s++) Assert.Equal(expected[s], visits[s] / episodes, 0.015);
        Assert.Equal(1.0, Chain.Play(first, 4, seed, answer: 0).ToGo);
        Assert.Equal(0.6, Chain.Play(first, 4, seed, answer: 1).ToGo);
    }

    private static double Return(DecisionGraph graph, double[] logits) => graph.Return(MultiTurnStep.Probabilities(logits));
}
