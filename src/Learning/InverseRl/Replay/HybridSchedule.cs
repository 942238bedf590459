using Forewarn.Core;

namespace Forewarn.Learning.InverseRl.Replay;

/// <summary>Expert share of a batch, linear between knots.</summary>
/// <param name="Knots">Learning steps, ascending, and the share there; constant before the first and after the last.</param>
public sealed record HybridSchedule(IReadOnlyList<(long Steps, double Share)> Knots)
{
    /// <summary>0.2 to 0.1 at 200 k steps, 0.01 at a million: HyPE's published code for Hopper and Humanoid.</summary>
    public static HybridSchedule Hopper { get; } = new([(0, 0.2), (200_000, 0.1), (1_000_000, 0.01)]);

    /// <summary>0.2 until 300 k steps, 0.1 at a million: HyPE's published code for Walker and Ant.</summary>
    public static HybridSchedule Walker { get; } = new([(300_000, 0.2), (1_000_000, 0.1)]);

    public static HybridSchedule Constant(double share) => new([(0, share)]);

    /// <exception cref="ForewarnException">No knot, steps out of order, or a share outside of 0 to 1.</exception>
    public void Validate()
    {
        bool ordered = Knots.Zip(Knots.Skip(1)).All(pair => pair.First.Steps < pair.Second.Steps);
        if (Knots.Count == 0 || !ordered || Knots.Any(k => k.Share is not (>= 0 and <= 1)))
            throw ForewarnException.Of("hybrid schedule", string.Join(", ", Knots), "ascending steps with shares of 0 to 1",
                "Correct the schedule.", ExitCode.Usage);
    }

    public double At(long steps)
    {
        if (steps <= Knots[0].Steps) return Knots[0].Share;
        for (int i = 1; i < Knots.Count; i++)
        {
            var (from, to) = (Knots[i - 1], Knots[i]);
            if (steps < to.Steps) return from.Share + (to.Share - from.Share) * (steps - from.Steps) / (to.Steps - from.Steps);
        }
        return Knots[^1].Share;
    }
}
