using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>Small dense systems of equations in double precision, by elimination with row pivots.</summary>
internal static class LinearSystem
{
    /// <param name="matrix"><c>[N, N]</c>; left as it is.</param>
    /// <param name="right"><c>[N]</c>.</param>
    /// <returns>x with <c>matrix x = right</c>.</returns>
    /// <exception cref="ForewarnException">The matrix is singular.</exception>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        var a = (double[,])matrix.Clone();
        double[] x = [.. right];
        for (int column = 0; column < n; column++)
        {
            int pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(a[row, column]));
            if (Math.Abs(a[pivot, column]) < 1e-13)
                throw ForewarnException.Of("linear system", "a singular matrix", "independent rows", "Drop what repeats.");
            for (int j = 0; j < n; j++) (a[column, j], a[pivot, j]) = (a[pivot, j], a[column, j]);
            (x[column], x[pivot]) = (x[pivot], x[column]);
            for (int row = 0; row < n; row++)
            {
                if (row == column) continue;
                double factor = a[row, column] / a[column, column];
                for (int j = column; j < n; j++) a[row, j] -= factor * a[column, j];
                x[row] -= factor * x[column];
            }
        }
        for (int i = 0; i < n; i++) x[i] /= a[i, i];
        return x;
    }
}
