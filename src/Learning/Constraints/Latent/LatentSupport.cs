using System.Numerics.Tensors;
using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// How far a latent lies from those the heads were trained on: the Mahalanobis distance <c>sqrt(x' C^-1 x / Z)</c> of standardized latents x
/// with their correlations C, near 1 for a training state.
/// </summary>
public sealed class LatentSupport
{
    private const int Sampled = 20_000;

    /// <summary>Added to the diagonal of C, or directions in which nothing varied would count without bound.</summary>
    private const double Ridge = 0.01;

    private LatentSupport(int size, float[] whitening) => (Size, Whitening) = (size, whitening);

    /// <summary>Z.</summary>
    public int Size { get; }

    /// <summary><c>W [Z, Z]</c>, row-major, with <c>C^-1 = W W'</c>: the distance is <c>|x W| / sqrt(Z)</c>.</summary>
    public float[] Whitening { get; }

    /// <summary>Mean and deviation of every latent over some states; a constant one keeps a deviation that divides.</summary>
    public static ChannelStats Standardization(LatentStates states, IReadOnlyList<int> rows)
    {
        int size = states.Size;
        double[] sum = new double[size], squares = new double[size];
        foreach (int row in rows)
        {
            var z = states.Latent(row);
            for (int i = 0; i < size; i++) (sum[i], squares[i]) = (sum[i] + z[i], squares[i] + (double)z[i] * z[i]);
        }
        double n = Math.Max(1, rows.Count);
        float[] mean = [.. sum.Select(s => (float)(s / n))];
        float[] std = [.. squares.Select((s, i) => (float)Math.Max(1e-4, Math.Sqrt(Math.Max(0, s / n - sum[i] / n * (sum[i] / n)))))];
        return new(mean, std);
    }

    /// <param name="rows">Training states; a drawn part of them is enough.</param>
    public static LatentSupport Fit(LatentStates states, ChannelStats stats, IReadOnlyList<int> rows, SeedStream seed)
    {
        int size = states.Size;
        var covariance = new double[size, size];
        var x = new float[size];
        int count = Math.Min(Sampled, rows.Count);
        for (int s = 0; s < count; s++)
        {
            TensorPrimitives.Subtract(states.Latent(rows[seed.Next(rows.Count)]), stats.Mean, x);
            TensorPrimitives.Divide(x, stats.Std, x);
            for (int i = 0; i < size; i++)
                for (int j = 0; j <= i; j++) covariance[i, j] += (double)x[i] * x[j] / count;
        }
        for (int i = 0; i < size; i++) covariance[i, i] += Ridge;
        return new(size, InverseRoot(covariance, size));
    }

    /// <summary>Distance of one standardized latent, <c>[Z]</c>.</summary>
    public double Distance(ReadOnlySpan<float> x)
    {
        Span<float> y = stackalloc float[Size];
        y.Clear();
        for (int i = 0; i < Size; i++) TensorPrimitives.MultiplyAdd(Whitening.AsSpan(i * Size, Size), x[i], y, y);
        return Math.Sqrt(TensorPrimitives.SumOfSquares<float>(y) / Size);
    }

    /// <summary>With the Cholesky factor <c>C = L L'</c>: <c>W = (L^-1)'</c>.</summary>
    private static float[] InverseRoot(double[,] c, int size)
    {
        var l = new double[size, size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j <= i; j++)
            {
                double s = c[i, j];
                for (int k = 0; k < j; k++) s -= l[i, k] * l[j, k];
                l[i, j] = i == j ? Math.Sqrt(s) : s / l[j, j];
            }
        var w = new float[size * size];
        var column = new double[size];
        for (int j = 0; j < size; j++)
        {
            for (int i = j; i < size; i++)
            {
                double s = i == j ? 1 : 0;
                for (int k = j; k < i; k++) s -= l[i, k] * column[k];
                column[i] = s / l[i, i];
                w[j * size + i] = (float)column[i];
            }
        }
        return w;
    }
}
