using Forewarn.Learning.Preferences.Diagnosis;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>How good a scorer is: on held-out pairs, and at choosing.</summary>
/// <param name="LogLoss">Bradley-Terry log-loss, nats per pair.</param>
/// <param name="Accuracy">Share of pairs ordered as labeled.</param>
/// <param name="BestOf">True reward of the best-scored of K answers, for every K that was asked for; exact.</param>
public sealed record RewardQuality(double LogLoss, double Accuracy, IReadOnlyList<double> BestOf)
{
    /// <summary>K of the curves.</summary>
    public static IReadOnlyList<int> Counts { get; } = [1, 2, 4, 8, 16, 25];

    /// <param name="scores"><c>[P · Y]</c>.</param>
    /// <param name="logSampling">Distribution <c>[P · Y]</c> that the K answers come from.</param>
    public static RewardQuality Of(RoadsWorld world, double[] scores, IReadOnlyList<RoadsPair> heldOut, double[] logSampling) => new(
        BradleyTerry.Loss(scores, heldOut, world.Answers, []), BradleyTerry.Accuracy(scores, heldOut, world.Answers),
        [.. Counts.Select(k => BestValue(world, scores, logSampling, k))]);

    /// <summary>Expected true reward of the best-scored of K draws, mean over prompts.</summary>
    public static double BestValue(RoadsWorld world, double[] scores, double[] logSampling, int count)
    {
        double sum = 0;
        for (int x = 0; x < RoadsWorld.Prompts; x++)
        {
            int start = world.Cell(x, 0);
            double[] weights = [.. logSampling.Skip(start).Take(world.Answers).Select(Math.Exp)];
            sum += BestOfK.Expected(weights, scores.AsSpan(start, world.Answers), world.Reward.AsSpan(start, world.Answers), count);
        }
        return sum / RoadsWorld.Prompts;
    }
}
