using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>Figures of a batch of pairs under the names that TRL uses; a reward is <c>beta ln π/π_ref</c>.</summary>
internal static class PairFigures
{
    public static Dictionary<string, double> Of(PairTerms terms, double beta)
    {
        double[] chosen = OnlineTask.Doubles(terms.Chosen), rejected = OnlineTask.Doubles(terms.Rejected);
        double[] winner = Reward(chosen, terms.Reference.Chosen), loser = Reward(rejected, terms.Reference.Rejected);
        double[] margins = [.. winner.Zip(loser, (w, l) => w - l)];
        return new()
        {
            ["rewards/chosen"] = winner.Average(),
            ["rewards/rejected"] = loser.Average(),
            ["rewards/margins"] = margins.Average(),
            ["rewards/accuracies"] = margins.Average(m => m > 0 ? 1.0 : 0.0),
            ["logps/chosen"] = chosen.Average(),
            ["logps/rejected"] = rejected.Average(),
            ["sign_align"] = RebelLoss.SignAlignment(margins, OnlineTask.Doubles(terms.Rewards)),
        };

        double[] Reward(double[] logProb, Tensor reference) => [.. logProb.Zip(OnlineTask.Doubles(reference), (a, b) => beta * (a - b))];
    }
}
