namespace Forewarn.Learning.Preferences.Roads;

/// <summary>L-BFGS (Liu and Nocedal 1989) with a Wolfe line search by bisection, in double precision.</summary>
public static class LimitedMemoryBfgs
{
    private const int Memory = 20;

    /// <param name="objective">Writes the gradient to its second argument and returns the value.</param>
    /// <param name="tolerance">On the largest gradient entry.</param>
    /// <returns>The point where the gradient vanishes, or where the value's last digit does not fall any more.</returns>
    public static double[] Minimize(
        double[] start, Func<double[], double[], double> objective, double tolerance = 1e-13, int iterations = 3000)
    {
        double[] at = [.. start], slope = new double[start.Length];
        double value = objective(at, slope);
        var history = new List<(double[] Step, double[] Change, double Rho)>();
        for (int k = 0; k < iterations && slope.Max(Math.Abs) > tolerance; k++)
        {
            double[] direction = Direction(slope, history);
            if (Dot(direction, slope) >= 0)
            {
                history.Clear();
                direction = [.. slope.Select(g => -g)];
            }
            var (next, nextSlope, nextValue) = Search(at, value, slope, direction, objective, history.Count == 0);
            double[] step = Minus(next, at), change = Minus(nextSlope, slope);
            double curvature = Dot(step, change);
            if (curvature > 1e-300)
            {
                history.Add((step, change, 1 / curvature));
                if (history.Count > Memory) history.RemoveAt(0);
            }
            else if (history.Count > 0)
            {
                history.Clear();
            }
            else
            {
                break;
            }
            (at, slope, value) = (next, nextSlope, nextValue);
        }
        return at;
    }

    private static double[] Direction(double[] slope, List<(double[] Step, double[] Change, double Rho)> history)
    {
        double[] q = [.. slope.Select(g => -g)];
        var alpha = new double[history.Count];
        for (int i = history.Count - 1; i >= 0; i--)
        {
            alpha[i] = history[i].Rho * Dot(history[i].Step, q);
            Add(q, -alpha[i], history[i].Change);
        }
        if (history.Count > 0)
        {
            var (_, change, rho) = history[^1];
            double scale = 1 / (rho * Dot(change, change));
            for (int i = 0; i < q.Length; i++) q[i] *= scale;
        }
        for (int i = 0; i < history.Count; i++) Add(q, alpha[i] - history[i].Rho * Dot(history[i].Change, q), history[i].Step);
        return q;
    }

    private static (double[] At, double[] Slope, double Value) Search(
        double[] at, double value, double[] slope, double[] direction, Func<double[], double[], double> objective, bool first)
    {
        double low = 0, high = double.PositiveInfinity, descent = Dot(direction, slope);
        double size = first ? Math.Min(1, 1 / Math.Sqrt(-descent)) : 1;
        for (int k = 0; ; k++)
        {
            double[] next = [.. at], nextSlope = new double[at.Length];
            Add(next, size, direction);
            double nextValue = objective(next, nextSlope);
            // The slack lets the search end where rounding hides the descent.
            bool falls = nextValue <= value + 1e-4 * size * descent + 1e-15 * Math.Abs(value);
            if (k >= 60 || falls && Dot(direction, nextSlope) >= 0.9 * descent) return (next, nextSlope, nextValue);
            if (falls) low = size;
            else high = size;
            size = double.IsPositiveInfinity(high) ? 2 * size : (low + high) / 2;
        }
    }

    private static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static void Add(double[] to, double scale, double[] what)
    {
        for (int i = 0; i < to.Length; i++) to[i] += scale * what[i];
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
