namespace Forewarn.Learning.Preferences;

/// <summary>Figures of a round under the names that TRL uses.</summary>
internal static class OnlineFigures
{
    public static Dictionary<string, double> Of(OnlineRound round, double klCoefficient)
    {
        double[] old = OnlineTask.Doubles(round.Old), reference = OnlineTask.Doubles(round.Reference);
        double[] ratios = [.. old.Zip(reference, (a, b) => a - b)];
        var (k1, k2, k3) = ReverseKl.Estimate(ratios);
        return new()
        {
            ["objective/scores"] = round.Scores.Average(),
            ["objective/rlhf_reward"] = round.Rewards.Average(),
            ["objective/non_score_reward"] = -klCoefficient * k1,
            ["objective/kl"] = k1,
            ["objective/kl_k2"] = k2,
            ["objective/kl_k3"] = k3,
            ["objective/entropy"] = -old.Average(),
        };
    }
}
