using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// An outcome classifier on a single plan. It reads no wish: somebody tells it which outcomes the wish accepts.
/// </summary>
/// <param name="accepts">Whether a wish (first) accepts a class (second).</param>
public sealed class ClassifiedPlanScorer(IOutcomeClassifier classifier, Func<string, string, bool> accepts) : IPlanScorer
{
    public async ValueTask<PlanScore> ScoreAsync(string wish, LatentRollout rollout, CancellationToken deadline)
    {
        float[] chances = await classifier.ClassifyAsync(rollout, deadline);
        Shape.Require("probabilities", chances.Length, ("K", 1), ("C", classifier.Classes.Count));
        double sum = 0;
        int best = 0;
        for (int c = 0; c < chances.Length; c++)
        {
            if (accepts(wish, classifier.Classes[c])) sum += chances[c];
            if (chances[c] > chances[best]) best = c;
        }
        return new(Math.Clamp(sum, 0, 1), classifier.Classes[best]);
    }
}
