using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// Online DPO with exact inner fits: every round draws pairs from the present policy and the reference, has them labeled, adds
/// them to the offline pairs and refits the tabular policy with the same loss, reference and ridge.
/// </summary>
/// <param name="Rounds">Rounds of drawing and refitting.</param>
/// <param name="PerPrompt">Pairs per prompt and round.</param>
public sealed record OnlineRefit(RoadsWorld World, double Beta, double Ridge, int Rounds = 5, int PerPrompt = 64)
{
    /// <param name="labeler">
    /// Scores <c>[P · Y]</c> that judge new pairs, from the present implicit reward: a fixed verifier ignores it, the policy's own
    /// returns it.
    /// </param>
    /// <param name="drawLabels">Toss a coin for every label instead of training on its probability.</param>
    /// <returns>Implicit reward of the last policy, <c>[P · Y]</c>.</returns>
    public double[] Run(IReadOnlyList<RoadsPair> offline, Func<double[], double[]> labeler, SeedStream seed, bool drawLabels = false)
    {
        var table = ScorerClass.Tabular(World.Bits);
        List<RoadsPair> pool = [.. offline];
        double[] reward = RewardFit.Solve(table, offline, Ridge, World.Answers);
        for (int round = 0; round < Rounds; round++)
        {
            double[] policy = SoftOptimum.Of(World, reward, Beta), judge = labeler(reward);
            for (int x = 0; x < RoadsWorld.Prompts; x++)
                for (int i = 0; i < PerPrompt; i++)
                {
                    int a = Draw(policy, x), b = Draw(World.LogReference, x);
                    if (a == b) continue;
                    double wins = BradleyTerry.Sigmoid(judge[World.Cell(x, a)] - judge[World.Cell(x, b)]);
                    pool.Add(new(x, a, b, drawLabels ? seed.NextDouble() < wins ? 1 : 0 : wins));
                }
            reward = RewardFit.Solve(table, pool, Ridge, World.Answers, offline.Count);
        }
        return reward;

        int Draw(double[] log, int x) => SoftOptimum.Draw(log.AsSpan(World.Cell(x, 0), World.Answers), seed);
    }
}
