using Forewarn.Core;
using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// Five other explanations of why online methods win, each with an experiment in which it would have to close the gap, or open it
/// again. Every gain is J minus that of the tabular policy fitted offline to the same pairs.
/// </summary>
public sealed class HypothesisControl(RoadsSettings settings) : IRoadsControl
{
    private const double Nothing = 1e-6;

    public IEnumerable<RoadsFigure> Measure(SeedStreams seeds)
    {
        var world = RoadsWorld.Bilinear(settings.Bits, seeds.Stream("world"));
        var pairs = world.Draw(settings.Pairs, seeds.Stream("pairs", settings.Pairs));
        double[] verifier = Fit(world, ScorerClass.Linear(world.Bits), pairs), own = Fit(world, ScorerClass.Tabular(world.Bits), pairs);
        double offline = settings.Value(world, own), twoStage = settings.Value(world, verifier);
        return [
            .. OnlineSamples(world, pairs, verifier, offline, seeds), .. Regularization(world, pairs, twoStage),
            .. Optimization(world, pairs, own, offline, seeds), .. MoreData(world, offline, twoStage, seeds),
            .. OutOfDistribution(world, seeds),
        ];
    }

    /// <summary>H1, online samples have a value of their own: only if somebody else labels them.</summary>
    private IEnumerable<RoadsFigure> OnlineSamples(
        RoadsWorld world, RoadsPair[] pairs, double[] verifier, double offline, SeedStreams seeds)
    {
        var online = new OnlineRefit(world, settings.Beta, settings.Ridge);
        yield return new("h1/own_labels_gain", Math.Abs(Gain(reward => reward, false)), new StudyBar(AtMost: Nothing));
        yield return new("h1/own_drawn_labels_gain", Gain(reward => reward, true), new StudyBar(AtMost: 0.3));
        yield return new("h1/verifier_labels_gain", Gain(_ => verifier, false), new StudyBar(AtLeast: 0.8));
        yield return new("h1/verifier_drawn_labels_gain", Gain(_ => verifier, true));

        double Gain(Func<double[], double[]> labeler, bool draw) =>
            settings.Value(world, online.Run(pairs, labeler, seeds.Stream("online"), draw)) - offline;
    }

    /// <summary>H2, offline methods are regularized worse: at every common β and ridge the gap is there.</summary>
    private IEnumerable<RoadsFigure> Regularization(RoadsWorld world, RoadsPair[] pairs, double twoStage)
    {
        double least = double.PositiveInfinity, best = double.NegativeInfinity;
        foreach (double ridge in new[] { 1e-5, 1e-4, 1e-3 })
        {
            double[] linear = RewardFit.Solve(ScorerClass.Linear(world.Bits), pairs, ridge, world.Answers);
            double[] table = RewardFit.Solve(ScorerClass.Tabular(world.Bits), pairs, ridge, world.Answers);
            foreach (double beta in new[] { 0.05, 0.1, 0.2, 0.5 })
            {
                double direct = world.Value(SoftOptimum.Of(world, table, beta));
                least = Math.Min(least, world.Value(SoftOptimum.Of(world, linear, beta)) - direct);
                best = Math.Max(best, direct);
            }
        }
        yield return new("h2/least_gap_over_12_common_settings", least, new StudyBar(AtLeast: 0));
        yield return new("h2/two_stage_minus_best_offline_of_12", twoStage - best, new StudyBar(AtLeast: 0.5));
    }

    /// <summary>H3, online optimization is easier: the offline optimum is reached, and more pairs labeled by it do not move it.</summary>
    private IEnumerable<RoadsFigure> Optimization(RoadsWorld world, RoadsPair[] pairs, double[] own, double offline, SeedStreams seeds)
    {
        var slope = new double[own.Length];
        BradleyTerry.Loss(own, pairs, world.Answers, slope);
        BradleyTerry.Ridge(own, world.Answers, settings.Ridge, slope);
        yield return new("h3/training_gradient", Math.Sqrt(slope.Sum(g => g * g)), new StudyBar(AtMost: 1e-8));
        yield return new("h3/training_accuracy", BradleyTerry.Accuracy(own, pairs, world.Answers));
        yield return new("h3/ten_times_the_pairs_gain", Math.Abs(Gain(false)), new StudyBar(AtMost: Nothing));
        yield return new("h3/ten_times_the_pairs_drawn_gain", Gain(true), new StudyBar(AtMost: 0.3));

        double Gain(bool draw)
        {
            var seed = seeds.Stream("relabel");
            var more = world.Draw(10 * pairs.Length, seeds.Stream("prompts")).Select(p =>
            {
                double wins = BradleyTerry.Sigmoid(own[world.Cell(p.Prompt, p.First)] - own[world.Cell(p.Prompt, p.Second)]);
                return p with { FirstWins = draw ? seed.NextDouble() < wins ? 1 : 0 : wins };
            });
            double[] refit = RewardFit.Solve(
                ScorerClass.Tabular(world.Bits), [.. pairs, .. more], settings.Ridge, world.Answers, pairs.Length);
            return settings.Value(world, refit) - offline;
        }
    }

    /// <summary>H4, reward models train on more: the gap is there on the same pairs, and still when the policy has twice as many.</summary>
    private IEnumerable<RoadsFigure> MoreData(RoadsWorld world, double offline, double twoStage, SeedStreams seeds)
    {
        yield return new("h4/gap_on_the_same_pairs", twoStage - offline, new StudyBar(AtLeast: 0.5));
        var twice = world.Draw(2 * settings.Pairs, seeds.Stream("pairs", 2 * settings.Pairs));
        yield return new("h4/gap_when_the_policy_has_twice_as_many",
            twoStage - settings.Value(world, ScorerClass.Tabular(world.Bits), twice), new StudyBar(AtLeast: 0.5));
    }

    /// <summary>
    /// H5, reward models generalize better out of distribution: what they are worth there, the held-out likelihood in distribution
    /// already says. Pairs come from words whose bits are mostly -1; best of 16 is taken among words whose bits are mostly 1.
    /// </summary>
    private IEnumerable<RoadsFigure> OutOfDistribution(RoadsWorld world, SeedStreams seeds)
    {
        double[] within = Biased(world, 0.25), beyond = Biased(world, 0.75);
        var heldOut = world.Draw(4000, seeds.Stream("held out"), within);
        List<double> likelihoods = [], best = [];
        foreach (int count in new[] { 100, 400, 1600 })
        {
            var pairs = world.Draw(count, seeds.Stream("biased pairs", count), within);
            foreach (var scorers in ScorerClass.Sizes(world.Bits))
            {
                double[] scores = Fit(world, scorers, pairs);
                likelihoods.Add(-BradleyTerry.Loss(scores, heldOut, world.Answers, []));
                best.Add(RewardQuality.BestValue(world, scores, beyond, 16));
            }
        }
        yield return new("h5/rank_correlation_of_12_scorers", RankCorrelation.Of(likelihoods, best), new StudyBar(AtLeast: 0.8));
    }

    private double[] Fit(RoadsWorld world, ScorerClass scorers, IReadOnlyList<RoadsPair> pairs) =>
        RewardFit.Solve(scorers, pairs, settings.Ridge, world.Answers);

    /// <summary>Log-probabilities of words whose bits are 1 independently.</summary>
    private static double[] Biased(RoadsWorld world, double one) => [.. Enumerable.Range(0, world.Reward.Length).Select(cell =>
        Enumerable.Range(0, world.Bits).Sum(j => Math.Log(RoadsWorld.Sign(cell, j) > 0 ? one : 1 - one)))];
}
