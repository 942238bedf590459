namespace Forewarn.Evaluation.Preferences;

/// <summary>Pairs that were judged more than once.</summary>
/// <param name="Pairs">How many, whatever side stood first.</param>
/// <param name="Judgments">Two judgments of the same pair, counted over all of them.</param>
/// <param name="Agreeing">Those that say the same; a tie agrees with ties only.</param>
public sealed record LabelAgreement(int Pairs, int Judgments, int Agreeing)
{
    /// <summary>NaN when no pair was judged twice.</summary>
    public double Share => Judgments == 0 ? double.NaN : Agreeing / (double)Judgments;
}
