using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>How the choice follows when only the part in a sentence changes, over all ordered pairs of such wishes.</summary>
/// <param name="Flipped">Pooled over pairs; interval over scenes.</param>
/// <param name="Followed">Pooled over pairs; interval over scenes.</param>
public sealed record FlipResult(MetricInterval Flipped, MetricInterval Followed, IReadOnlyList<FlipPair> Pairs)
{
    /// <summary>Least share of flips that is asked for.</summary>
    public const double Bar = 0.90;
}
