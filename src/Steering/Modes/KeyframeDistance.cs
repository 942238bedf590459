using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Distance of two grasps: where the tool is while the fingers close. Root mean square over the rows
/// <c>[closing .. closing + 4]</c> of each plan of xyz in cm and <c>0.5 yaw / 0.2 rad</c>, which enters the square as
/// <c>0.25 (yaw / 0.2 rad)^2</c>. Approach and lift are shared by nearly all grasps; averaging over them drowns the
/// centimeters that separate a rare grasp from its near miss.
/// </summary>
/// <remarks>Reads the columns <c>x_m y_m z_m yaw_rad width_m</c>.</remarks>
public sealed class KeyframeDistance : IPlanDistance
{
    private const int Window = 5;
    private const double CentimetersPerMeter = 100;
    private const double YawWeight = 0.25;
    private const double YawScale = 0.2;

    public double[] Pairwise(ActionProposals proposals)
    {
        int[] columns = [.. new[] { "x_m", "y_m", "z_m", "yaw_rad" }.Select(n => PlanColumns.Index(proposals.Spec, n))];
        int width = PlanColumns.Index(proposals.Spec, "width_m");
        int count = proposals.Count, rows = Math.Min(Window, proposals.Steps);
        var starts = new int[count];
        for (int i = 0; i < count; i++)
            starts[i] = Math.Min(ClosingRow.Of(proposals.Plan(i), proposals.Spec.Width, width), proposals.Steps - rows);
        var distances = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double square = 0;
                for (int row = 0; row < rows; row++)
                {
                    square += Square(
                        proposals.Plan(i)[((starts[i] + row) * proposals.Spec.Width)..],
                        proposals.Plan(j)[((starts[j] + row) * proposals.Spec.Width)..], columns);
                }
                distances[i * count + j] = distances[j * count + i] = Math.Sqrt(square / rows);
            }
        }
        return distances;
    }

    private static double Square(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<int> columns)
    {
        double square = 0;
        for (int axis = 0; axis < 3; axis++)
        {
            double d = CentimetersPerMeter * ((double)a[columns[axis]] - b[columns[axis]]);
            square += d * d;
        }
        double yaw = Math.IEEERemainder((double)a[columns[3]] - b[columns[3]], 2 * Math.PI) / YawScale;
        return square + YawWeight * yaw * yaw;
    }
}
