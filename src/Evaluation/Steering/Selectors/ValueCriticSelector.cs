using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// The plan of the highest value: how surely the task succeeds by a critic of imagined latents, whatever the wish was.
/// </summary>
public sealed class ValueCriticSelector : LatentScoreSelector
{
    private const string Success = "success";

    private readonly int _success;

    /// <exception cref="ForewarnException">The critic has no class of that name.</exception>
    public ValueCriticSelector(IOutcomeClassifier critic) : base("value critic", critic)
    {
        _success = critic.Classes.ToList().IndexOf(Success);
        if (_success < 0)
            throw ForewarnException.Of("value critic", $"classes {string.Join(", ", critic.Classes)}", $"one named '{Success}'",
                "Name the package of a value critic.", ExitCode.Usage);
    }

    protected override double Score(WishCase wish, IReadOnlyList<string> classes, ReadOnlySpan<float> probabilities) =>
        probabilities[_success];
}
