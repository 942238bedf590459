using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Reward of plans at one replan index.</summary>
/// <param name="Logged">After prefixes that a log dictated.</param>
/// <param name="Own">After prefixes of the policy's own.</param>
public sealed record ReplanStep(long Replan, MetricInterval Logged, MetricInterval Own)
{
    public double Difference => Logged.Value - Own.Value;

    /// <summary>Of <see cref="Difference"/>.</summary>
    internal double Variance => Square(Logged) + Square(Own);

    private static double Square(MetricInterval m) => (m.High - m.Low) / 2 / 1.959963984540054 is var s ? s * s : 0;
}
