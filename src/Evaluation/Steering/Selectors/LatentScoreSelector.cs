using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>The mode to which a classifier of imagined latents gives the highest score.</summary>
public abstract class LatentScoreSelector(string name, IOutcomeClassifier classifier) : ISelector
{
    private LatentRollout? _rollout;
    private float[] _probabilities = [];

    public string Name => name;

    /// <summary>Score of one mode from its class probabilities <c>[C]</c>.</summary>
    protected abstract double Score(WishCase wish, IReadOnlyList<string> classes, ReadOnlySpan<float> probabilities);

    public SelectorChoice Choose(Scene scene, WishCase wish, SeedStream seed, CancellationToken cancel)
    {
        var rollout = scene.Modes.Imagined;
        if (!ReferenceEquals(rollout, _rollout))
        {
            _probabilities = classifier.ClassifyAsync(rollout, cancel).AsTask().GetAwaiter().GetResult();
            Shape.Require($"probabilities of {name}", _probabilities.Length,
                ("K", rollout.Count), ("C", classifier.Classes.Count));
            _rollout = rollout;
        }
        int classes = classifier.Classes.Count, best = 0;
        double top = double.NegativeInfinity;
        for (int k = 0; k < rollout.Count; k++)
        {
            double score = Score(wish, classifier.Classes, _probabilities.AsSpan(k * classes, classes));
            if (score > top) (top, best) = (score, k);
        }
        return SelectorChoice.Mode(best);
    }
}
