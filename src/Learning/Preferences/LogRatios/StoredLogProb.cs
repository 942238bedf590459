using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>Log-probabilities kept with the policy they belong to, so that they cannot serve as another policy's.</summary>
/// <param name="Values"><c>[B]</c>.</param>
/// <param name="Fingerprint">Of the policy that gave them.</param>
public sealed record StoredLogProb(double[] Values, PolicyFingerprint Fingerprint)
{
    /// <summary>The values, if they are those of this policy.</summary>
    /// <exception cref="ForewarnException">They are another policy's; the message says what differs.</exception>
    public double[] Require(PolicyFingerprint policy) => Fingerprint.Difference(policy) is { } found
        ? throw ForewarnException.Of("stored log-probabilities", found, policy.Difference(Fingerprint)!,
            "Recompute them with the present policy, or restore the one that drew the samples.")
        : Values;

    /// <summary>These, if they are those of this policy; else what <paramref name="compute"/> gives, under its fingerprint.</summary>
    /// <param name="compute">Log-probabilities <c>[B]</c> under the policy of the fingerprint.</param>
    /// <exception cref="ForewarnException">Another number of values was computed.</exception>
    public StoredLogProb OrRecompute(PolicyFingerprint policy, Func<double[]> compute)
    {
        if (Fingerprint.Difference(policy) is null) return this;
        double[] values = compute();
        Shape.Require("recomputed log-probabilities", values.Length, ("B", Values.Length));
        return new(values, policy);
    }
}
