namespace Forewarn.Simulation.Tasks.Control.Linear;

/// <summary>Arithmetic of matrices of a few rows.</summary>
internal static class Dense
{
    public static double[,] Product(double[,] a, double[,] b)
    {
        var c = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < c.GetLength(0); i++)
            for (int j = 0; j < c.GetLength(1); j++)
                for (int k = 0; k < a.GetLength(1); k++) c[i, j] += a[i, k] * b[k, j];
        return c;
    }

    /// <summary><c>a + factor b</c>.</summary>
    public static double[,] Sum(double[,] a, double[,] b, double factor = 1)
    {
        var c = new double[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < c.GetLength(0); i++)
            for (int j = 0; j < c.GetLength(1); j++) c[i, j] = a[i, j] + factor * b[i, j];
        return c;
    }

    public static double[,] Scaled(double[,] a, double factor) => Sum(new double[a.GetLength(0), a.GetLength(1)], a, factor);

    public static double[,] Transposed(double[,] a)
    {
        var c = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < c.GetLength(0); i++)
            for (int j = 0; j < c.GetLength(1); j++) c[i, j] = a[j, i];
        return c;
    }

    /// <summary><c>x</c> of <c>a x = b</c> by elimination with row pivots; a singular matrix gives infinities.</summary>
    public static double[,] Solve(double[,] a, double[,] b)
    {
        int n = a.GetLength(0), m = b.GetLength(1);
        double[,] left = (double[,])a.Clone(), x = (double[,])b.Clone();
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++) if (Math.Abs(left[i, k]) > Math.Abs(left[pivot, k])) pivot = i;
            for (int j = 0; j < n; j++) (left[k, j], left[pivot, j]) = (left[pivot, j], left[k, j]);
            for (int j = 0; j < m; j++) (x[k, j], x[pivot, j]) = (x[pivot, j], x[k, j]);
            for (int i = 0; i < n; i++)
            {
                if (i == k) continue;
                double factor = left[i, k] / left[k, k];
                for (int j = k; j < n; j++) left[i, j] -= factor * left[k, j];
                for (int j = 0; j < m; j++) x[i, j] -= factor * x[k, j];
            }
        }
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++) x[i, j] /= left[i, i];
        return x;
    }

    public static double Largest(double[,] a)
    {
        double largest = 0;
        foreach (double value in a) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    public static double LargestDifference(double[,] a, double[,] b) => Largest(Sum(a, b, -1));
}
