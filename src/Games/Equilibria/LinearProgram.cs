using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>
/// Maximize <c>c x</c> subject to <c>A x ≤ b</c>, <c>E x = f</c>, <c>x ≥ 0</c>: two-phase simplex on a dense tableau with Bland's rule, which cannot cycle.
/// Meant for the small programs of equilibria.
/// </summary>
internal sealed class LinearProgram(double[] objective)
{
    private const double Tolerance = 1e-10;
    private readonly List<(double[] Row, double Limit, bool Equal)> _constraints = [];

    public void AtMost(double[] row, double limit) => _constraints.Add((row, limit, false));

    public void Equal(double[] row, double value) => _constraints.Add((row, value, true));

    /// <returns>An optimal vertex.</returns>
    /// <exception cref="ForewarnException">No point fulfills the constraints, or the objective has no upper bound.</exception>
    public double[] Maximize()
    {
        int n = objective.Length, m = _constraints.Count, slacks = _constraints.Count(c => !c.Equal);
        int width = n + slacks + m;
        var tableau = new double[m + 1, width + 1];
        var basis = new int[m];
        int slack = n;
        for (int r = 0; r < m; r++)
        {
            var (row, limit, equal) = _constraints[r];
            for (int c = 0; c < n; c++) tableau[r, c] = row[c];
            if (!equal) tableau[r, slack++] = 1;
            tableau[r, width] = limit;
            if (limit < 0) for (int c = 0; c <= width; c++) tableau[r, c] = -tableau[r, c];
            // An artificial variable for every row makes the first basis.
            tableau[r, n + slacks + r] = 1;
            basis[r] = n + slacks + r;
        }
        var phase = new double[width];
        for (int r = 0; r < m; r++) phase[n + slacks + r] = -1;
        Solve(tableau, basis, phase, width);
        if (tableau[m, width] > 1e-7)
            throw ForewarnException.Of("linear program", "constraints that no point fulfills", "at least one such point", "Check the payoffs.");
        phase = new double[width];
        objective.CopyTo(phase, 0);
        // Artificial variables must not come back.
        Solve(tableau, basis, phase, n + slacks);
        var x = new double[n];
        for (int r = 0; r < m; r++) if (basis[r] < n) x[basis[r]] = tableau[r, width];
        return x;
    }

    private static void Solve(double[,] t, int[] basis, double[] costs, int columns)
    {
        int m = basis.Length, right = t.GetLength(1) - 1;
        // The last row holds reduced costs and, at the right, minus the value.
        for (int c = 0; c <= right; c++)
        {
            double reduced = c < right ? costs[c] : 0;
            for (int r = 0; r < m; r++) reduced -= costs[basis[r]] * t[r, c];
            t[m, c] = reduced;
        }
        while (true)
        {
            int enter = 0;
            while (enter < columns && t[m, enter] <= Tolerance) enter++;
            if (enter == columns) return;
            int leave = -1;
            for (int r = 0; r < m; r++)
            {
                if (t[r, enter] <= Tolerance) continue;
                if (leave < 0) leave = r;
                else
                {
                    double difference = t[r, right] / t[r, enter] - t[leave, right] / t[leave, enter];
                    if (difference < -Tolerance || (difference <= Tolerance && basis[r] < basis[leave])) leave = r;
                }
            }
            if (leave < 0) throw ForewarnException.Of("linear program", "an objective without an upper bound", "a bounded one", "Check the payoffs.");
            Pivot(t, leave, enter);
            basis[leave] = enter;
        }
    }

    private static void Pivot(double[,] t, int row, int column)
    {
        double scale = t[row, column];
        for (int c = 0; c < t.GetLength(1); c++) t[row, c] /= scale;
        for (int r = 0; r < t.GetLength(0); r++)
        {
            double factor = t[r, column];
            if (r == row || factor == 0) continue;
            for (int c = 0; c < t.GetLength(1); c++) t[r, c] -= factor * t[row, c];
        }
    }
}
