using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Root mean square over all rows and columns, every column divided by its spread over the samples. The obvious
/// choice, kept as a control: it loses rare modes that differ from a frequent one in a few rows only.
/// </summary>
public sealed class WholePlanDistance : IPlanDistance
{
    public double[] Pairwise(ActionProposals proposals)
    {
        int count = proposals.Count, width = proposals.Spec.Width;
        double[] scale = Spread(proposals.Values, width);
        var distances = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<float> a = proposals.Plan(i), b = proposals.Plan(j);
                double square = 0;
                for (int n = 0; n < a.Length; n++)
                {
                    double d = ((double)a[n] - b[n]) / scale[n % width];
                    square += d * d;
                }
                distances[i * count + j] = distances[j * count + i] = Math.Sqrt(square / a.Length);
            }
        }
        return distances;
    }

    /// <summary>Standard deviation per column, <c>[A]</c>; 1 for a column that never moves.</summary>
    private static double[] Spread(float[] values, int width)
    {
        var spread = new double[width];
        int rows = values.Length / width;
        for (int c = 0; c < width; c++)
        {
            double sum = 0, square = 0;
            for (int r = 0; r < rows; r++) sum += values[r * width + c];
            for (int r = 0; r < rows; r++) square += Math.Pow(values[r * width + c] - sum / rows, 2);
            double deviation = Math.Sqrt(square / rows);
            spread[c] = deviation > 1e-9 ? deviation : 1;
        }
        return spread;
    }
}
