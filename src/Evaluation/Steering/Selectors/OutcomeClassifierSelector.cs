using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// The cheap rung's figure: an outcome classifier that is told the accepted class names. It does not read the wish, so it
/// is no rival of FOREWARN but shows what the latents alone can tell.
/// </summary>
public sealed class OutcomeClassifierSelector(IOutcomeClassifier classifier)
    : LatentScoreSelector("outcome classifier (told the classes)", classifier)
{
    protected override double Score(WishCase wish, IReadOnlyList<string> classes, ReadOnlySpan<float> probabilities)
    {
        double sum = 0;
        for (int c = 0; c < classes.Count; c++)
            if (wish.Fulfilled(new(classes[c], classes[c].Split('-')[0]))) sum += probabilities[c];
        return sum;
    }
}
