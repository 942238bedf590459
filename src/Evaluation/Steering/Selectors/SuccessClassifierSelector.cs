using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// The trained-task baseline: a classifier that learned "this is a success" for one wish and cannot be told another.
/// </summary>
/// <param name="successClass">Name of its success class.</param>
public sealed class SuccessClassifierSelector(IOutcomeClassifier classifier, string successClass = "success")
    : LatentScoreSelector("success classifier", classifier)
{
    private readonly int _success = classifier.Classes.ToList().IndexOf(successClass) is >= 0 and var found
        ? found
        : throw ForewarnException.Of("success classifier", $"classes {string.Join(", ", classifier.Classes)}",
            $"one named '{successClass}'", "Name the class that counts as success.", ExitCode.Usage);

    protected override double Score(WishCase wish, IReadOnlyList<string> classes, ReadOnlySpan<float> probabilities) =>
        probabilities[_success];
}
