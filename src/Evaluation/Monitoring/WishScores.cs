using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Monitoring;

/// <summary>
/// A scorer that asks every scorer about every wish and keeps the answers, so that a plan is observed and imagined once
/// for all of them. To the monitor it answers with the first.
/// </summary>
internal sealed class WishScores(IReadOnlyList<NamedScorer> scorers, IReadOnlyList<string> wishes) : IPlanScorer
{
    /// <summary>Likelihoods of the last rollout, <c>[scorers][wishes]</c>; null until there was one.</summary>
    public double[][]? Last { get; private set; }

    public async ValueTask<PlanScore> ScoreAsync(string wish, LatentRollout rollout, CancellationToken deadline)
    {
        var scores = scorers.Select(_ => new double[wishes.Count]).ToArray();
        string text = "";
        for (int s = 0; s < scorers.Count; s++)
            for (int w = 0; w < wishes.Count; w++)
            {
                try
                {
                    var score = await scorers[s].Scorer.ScoreAsync(wishes[w], rollout, deadline);
                    scores[s][w] = score.Likelihood;
                    if (s == 0) text = score.Text;
                }
                catch (ForewarnException e) when (e.ExitCode == ExitCode.Usage)
                {
                    // A wish that cannot be read has no likelihood; the other wishes do.
                    scores[s][w] = double.NaN;
                }
            }
        Last = scores;
        double first = scores[0][0];
        return new(double.IsNaN(first) ? 0 : first, text);
    }
}
