using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Distance of two grasps: where the tool is while the fingers close; of two placings, where it is while they open. Root mean
/// square over the rows <c>[closing .. closing + 4]</c> of each plan of xyz in cm and <c>0.5 yaw / 0.2 rad</c>, which enters the
/// square as <c>0.25 (yaw / 0.2 rad)^2</c>. Approach and lift are shared by nearly all grasps; averaging over them drowns the
/// centimeters that separate a rare grasp from its near miss.
/// </summary>
/// <remarks>Reads the columns <c>x_m y_m z_m yaw_rad width_m</c>.</remarks>
public sealed class KeyframeDistance : IPlanDistance
{
    private const int Window = 5;
    private static readonly string[] Columns = ["x_m", "y_m", "z_m", "yaw_rad"];
    private const double CentimetersPerMeter = 100;
    private const double YawWeight = 0.25;
    private const double YawScale = 0.2;

    public double[] Pairwise(ActionProposals proposals)
    {
        int count = proposals.Count, rows = Math.Min(Window, proposals.Steps), size = rows * Columns.Length;
        double[] keys = Keyframes(proposals, rows), distances = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> a = keys.AsSpan(i * size, size);
            for (int j = 0; j < i; j++)
            {
                double square = Square(a, keys.AsSpan(j * size, size));
                distances[i * count + j] = distances[j * count + i] = Math.Sqrt(square / rows);
            }
        }
        return distances;
    }

    /// <summary>The rows in which each plan closes, <c>[N, rows, 4]</c>, once for all the pairs it is in.</summary>
    private static double[] Keyframes(ActionProposals proposals, int rows)
    {
        int[] columns = [.. Columns.Select(n => PlanColumns.Index(proposals.Spec, n))];
        int width = PlanColumns.Index(proposals.Spec, "width_m"), stride = proposals.Spec.Width, at = 0;
        var keys = new double[proposals.Count * rows * columns.Length];
        for (int i = 0; i < proposals.Count; i++)
        {
            ReadOnlySpan<float> plan = proposals.Plan(i);
            int start = Math.Min(ClosingRow.Of(plan, stride, width), proposals.Steps - rows);
            for (int row = start; row < start + rows; row++)
                foreach (int column in columns) keys[at++] = plan[row * stride + column];
        }
        return keys;
    }

    private static double Square(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double square = 0;
        for (int i = 0; i < a.Length; i += 4)
        {
            double x = a[i] - b[i], y = a[i + 1] - b[i + 1], z = a[i + 2] - b[i + 2], yaw = a[i + 3] - b[i + 3];
            // The remainder is slow, and angles of grasps are seldom half a turn apart.
            if (Math.Abs(yaw) > Math.PI) yaw = Math.IEEERemainder(yaw, 2 * Math.PI);
            yaw /= YawScale;
            square += CentimetersPerMeter * CentimetersPerMeter * (x * x + y * y + z * z) + YawWeight * yaw * yaw;
        }
        return square;
    }
}
