namespace Forewarn.Evaluation.Steering;

/// <summary>Whether "none of these" is answered when, and only when, it is true.</summary>
/// <param name="Groups">All wishes first, then group by group.</param>
/// <param name="Curve">By threshold on the averaged score of "none of these".</param>
/// <param name="Separation">
/// Chance that the score is higher on an unfit set than on a good one (area under the curve of both rates).
/// </param>
public sealed record AbstentionResult(
    IReadOnlyList<AbstentionRates> Groups, IReadOnlyList<AbstentionPoint> Curve, double Separation)
{
    /// <summary>Least share of unfit sets that must be refused.</summary>
    public const double UnfitBar = 0.80;

    /// <summary>Largest share of good sets that may be refused.</summary>
    public const double GoodBar = 0.15;
}
