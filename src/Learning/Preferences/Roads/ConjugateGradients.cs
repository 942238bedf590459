namespace Forewarn.Learning.Preferences.Roads;

/// <summary>Conjugate gradients (Hestenes and Stiefel 1952) for <c>A x = b</c> with A symmetric and b in its range.</summary>
public static class ConjugateGradients
{
    /// <param name="product">v ↦ A v.</param>
    /// <param name="tolerance">On the norm of the residual.</param>
    public static double[] Solve(Func<double[], double[]> product, double[] right, double tolerance, int most)
    {
        var x = new double[right.Length];
        double[] residual = [.. right], direction = [.. right];
        double square = Dot(residual, residual);
        for (int k = 0; k < most && Math.Sqrt(square) > tolerance; k++)
        {
            double[] along = product(direction);
            double bend = Dot(direction, along);
            if (bend <= 0) break;
            double size = square / bend;
            for (int i = 0; i < x.Length; i++)
            {
                x[i] += size * direction[i];
                residual[i] -= size * along[i];
            }
            double next = Dot(residual, residual);
            for (int i = 0; i < x.Length; i++) direction[i] = residual[i] + next / square * direction[i];
            square = next;
        }
        return x;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
