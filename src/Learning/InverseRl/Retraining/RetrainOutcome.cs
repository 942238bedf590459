namespace Forewarn.Learning.InverseRl.Retraining;

/// <summary>How one retraining went.</summary>
/// <param name="Learned">Learning curve in the frozen reward: its mean per step of every roll-out, exploration included.</param>
/// <param name="Earned">The same in the task's own reward.</param>
/// <param name="Return">Mean return of the final policy in the task's own reward, acting by its mean.</param>
public sealed record RetrainOutcome(IReadOnlyList<double> Learned, IReadOnlyList<double> Earned, double Return)
{
    /// <summary>One number of a learning curve.</summary>
    public double Measure(RetrainMeasure measure) => measure switch
    {
        RetrainMeasure.LearnedArea => Learned.Average(),
        RetrainMeasure.LearnedLast => Last(Learned),
        RetrainMeasure.EarnedArea => Earned.Average(),
        _ => Last(Earned),
    };

    private static double Last(IReadOnlyList<double> curve) => curve.Skip(curve.Count - Math.Max(1, curve.Count / 10)).Average();
}
