namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>
/// One prompt and preference data that compare only the first two answers; any other is never seen. What a method does with the
/// unseen answers is the whole question. Losses are those of unlimited data.
/// </summary>
/// <param name="Reference">Reference policy, <c>[K]</c>.</param>
/// <param name="Reward">True reward, <c>[K]</c>.</param>
/// <param name="Beta">Inverse temperature of DPO.</param>
public sealed record CoverageWorld(double[] Reference, double[] Reward, double Beta)
{
    /// <summary>
    /// Sparse coverage: answer c is worst by far, unseen, all but absent from the reference, and shares a feature with the winner.
    /// </summary>
    public static CoverageWorld Sparse { get; } = new([0.5, 0.499999, 1e-6], [1, 0, -5], 0.1);

    /// <summary>Flat direction: c has a logit of its own, about which the data say nothing.</summary>
    public static CoverageWorld Flat { get; } = new([0.5, 0.4, 0.1], [1, 0, -2], 0.5);

    /// <summary>Share of labels that prefer the first answer (Bradley-Terry on the true rewards).</summary>
    public double FirstPreferred => Distribution.Sigmoid(Reward[0] - Reward[1]);

    /// <summary>DPO loss over the label distribution.</summary>
    /// <param name="policy"><c>[K]</c>.</param>
    public double Dpo(double[] policy)
    {
        var options = new DpoOptions { Beta = Beta };
        double ratio = Ratio(policy), p = FirstPreferred;
        return p * DpoLoss.Of(ratio, options) + (1 - p) * DpoLoss.Of(-ratio, options);
    }

    /// <summary>DPO loss plus <paramref name="klWeight"/> times the reverse KL over all answers.</summary>
    public double Hypo(double[] policy, double klWeight) => Dpo(policy) + klWeight * ReverseKl(policy);

    /// <summary><c>KL(policy || reference)</c>, which sees answers that the data do not.</summary>
    public double ReverseKl(double[] policy) => Distribution.Kl(policy, Reference);

    /// <summary><c>KL(reference || policy)</c>.</summary>
    public double ForwardKl(double[] policy) => Distribution.Kl(Reference, policy);

    /// <summary><c>E r</c> under the policy.</summary>
    public double TrueReward(double[] policy) => Distribution.Mean(policy, Reward);

    /// <summary>Implicit reward margin <c>beta D</c> of the first answer over the second.</summary>
    public double Margin(double[] policy) => Beta * Ratio(policy);

    /// <summary>Slope of <see cref="Dpo"/> in the paired log-ratio.</summary>
    internal double DpoSlope(double[] policy) => Beta * (Distribution.Sigmoid(Margin(policy)) - FirstPreferred);

    private double Ratio(double[] policy) => PairedLogRatio.Of(
        Math.Log(policy[0]), Math.Log(Reference[0]), Math.Log(policy[1]), Math.Log(Reference[1]));
}
