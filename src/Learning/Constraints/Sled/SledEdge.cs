using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Simulation.Tasks.Sled;

namespace Forewarn.Learning.Constraints.Sled;

/// <summary>Reads the one number that a sled's limit has off a learned constraint.</summary>
internal static class SledEdge
{
    private const int Looks = 600;

    /// <summary>Learned limit on the velocity, or slope of the line; NaN where the constraint has no edge.</summary>
    public static double Of(SledCase what, ConstraintModel constraint) => constraint.Function switch
    {
        ThresholdConstraint threshold => threshold.Limit,
        HalfPlaneConstraint halfPlane => halfPlane.Slope,
        _ when what.Limit is SledSpeedLimit => Speed(constraint),
        _ => Slope(constraint),
    };

    /// <summary>Slowest velocity above which the next tenth of the top speed is forbidden throughout: a single wiggle is no edge.</summary>
    private static double Speed(ConstraintModel constraint)
    {
        const int tenth = Looks / 10;
        int forbidden = 0;
        for (int i = 0; i <= Looks; i++)
        {
            float v = (float)(SledTask.TopSpeed * i / Looks);
            forbidden = constraint.Raw([0, 0, v, 0]) > constraint.Threshold ? forbidden + 1 : 0;
            if (forbidden == tenth) return SledTask.TopSpeed * (i - tenth + 1) / Looks;
        }
        return double.NaN;
    }

    /// <summary>
    /// Least-squares slope of the places where columns of the field turn forbidden, from the left of the line to the right; columns without data on
    /// both sides of their edge are left out.
    /// </summary>
    private static double Slope(ConstraintModel constraint)
    {
        const double across = 1.5, along = 3, step = 2 * across / Looks;
        double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        for (double x = -along; x <= along; x += 0.1)
        {
            for (int i = 0; i < Looks; i++)
            {
                double y = 0.5 * x + across - i * step;
                var here = constraint.Judge([(float)x, (float)y, 0, 0]);
                var below = constraint.Judge([(float)x, (float)(y - step), 0, 0]);
                if (here != ConstraintReading.Allowed || below != ConstraintReading.Forbidden) continue;
                (n, sx, sy, sxx, sxy) = (n + 1, sx + x, sy + y, sxx + x * x, sxy + x * y);
                break;
            }
        }
        return n < 3 ? double.NaN : (n * sxy - sx * sy) / (n * sxx - sx * sx);
    }
}
