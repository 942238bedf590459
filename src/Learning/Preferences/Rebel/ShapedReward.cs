namespace Forewarn.Learning.Preferences;

/// <summary>
/// The KL penalty as part of the reward, <c>r - c (ln π_old - ln π_ref)</c>, taken once at the draw with the old policy and never
/// differentiated. Exact steps on it have the soft optimum of temperature c as their fixed point.
/// </summary>
public static class ShapedReward
{
    public static double Of(double score, double old, double reference, double coefficient) => score - coefficient * (old - reference);

    /// <summary>As the scalar form, for every sample, <c>[B]</c>.</summary>
    public static double[] Of(ReadOnlySpan<double> score, ReadOnlySpan<double> old, ReadOnlySpan<double> reference, double coefficient)
    {
        var shaped = new double[score.Length];
        for (int i = 0; i < shaped.Length; i++) shaped[i] = Of(score[i], old[i], reference[i], coefficient);
        return shaped;
    }
}
