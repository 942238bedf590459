using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Deployment;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>A learned set against the tube and the failure set on 51 x 51 x 40 states within 1.2 m, where the constraint has data.</summary>
/// <param name="WithTube">Intersection over union with the tube.</param>
/// <param name="WithFailure">The same with the failure set.</param>
/// <param name="BeyondFailure">Share of the tube less the failure set that is forbidden.</param>
/// <param name="Blocked">Share of the states outside of the tube that are forbidden.</param>
/// <param name="Support">Share of all probes where the constraint has data.</param>
internal sealed record DubinsProbe(double WithTube, double WithFailure, double BeyondFailure, double Blocked, double Support)
{
    private const double Half = 1.2;

    /// <param name="lead">How far below the constraint's edge raw may be to count as forbidden.</param>
    public static DubinsProbe Of(DubinsWorld world, GuardedConstraint constraint, double lead)
    {
        int known = 0, count = 0, called = 0, tube = 0, both = 0, failure = 0, bothFailed = 0, beyond = 0, covered = 0;
        for (int i = 0; i < 51; i++)
            for (int j = 0; j < 51; j++)
                for (int k = 0; k < 40; k++, count++)
                {
                    double x = Half * (i - 25) / 25, y = Half * (j - 25) / 25, heading = 2 * Math.PI * (k - 20) / 40;
                    float[] state = [(float)x, (float)y, (float)heading];
                    if (constraint.Judge(state) == ConstraintReading.Unknown) continue;
                    known++;
                    bool forbidden = constraint.Excess(state) > -lead;
                    bool lost = world.Value([x, y, heading]) <= 0, failed = world.Margin([x, y, heading]) <= 0;
                    if (forbidden) called++;
                    if (lost) tube++;
                    if (failed) failure++;
                    if (lost && forbidden) both++;
                    if (failed && forbidden) bothFailed++;
                    if (lost && !failed) beyond++;
                    if (lost && !failed && forbidden) covered++;
                }
        return new((double)both / (called + tube - both), (double)bothFailed / (called + failure - bothFailed), (double)covered / beyond,
            (double)(called - both) / (known - tube), (double)known / count);
    }
}
