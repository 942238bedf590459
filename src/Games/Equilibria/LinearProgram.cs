using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>
/// Maximize <c>c x</c> subject to <c>A x ≤ b</c>, <c>E x = f</c>, <c>x ≥ 0</c>: two-phase simplex on a dense tableau of rows
/// scaled to 1. Among rows that are equally near, the one with the largest entry leaves, which keeps rounding small; where that
/// stalls, Bland's rule takes over, which cannot cycle. Meant for the small programs of equilibria.
/// </summary>
internal sealed class LinearProgram(double[] objective)
{
    private const double Tolerance = 1e-10, Entry = 1e-9;
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
            double scale = Math.Max(Math.Abs(limit), row.Max(Math.Abs));
            if (scale == 0) scale = 1;
            for (int c = 0; c < n; c++) tableau[r, c] = row[c] / scale;
            if (!equal) tableau[r, slack++] = 1;
            tableau[r, width] = limit / scale;
            if (limit < 0) for (int c = 0; c <= width; c++) tableau[r, c] = -tableau[r, c];
            // The first basis: the row's slack, or an artificial variable where it has none that can be positive.
            bool free = !equal && limit >= 0;
            basis[r] = free ? slack - 1 : n + slacks + r;
            tableau[r, basis[r]] = 1;
        }
        var phase = new double[width];
        for (int r = 0; r < m; r++) phase[n + slacks + r] = -1;
        Solve(tableau, basis, phase, width);
        if (tableau[m, width] > 1e-7)
            throw ForewarnException.Of("linear program", "constraints that no point fulfills", "at least one such point", "Check the payoffs.");
        DriveOut(tableau, basis, n + slacks);
        phase = new double[width];
        objective.CopyTo(phase, 0);
        // Artificial variables must not come back.
        Solve(tableau, basis, phase, n + slacks);
        var x = new double[n];
        for (int r = 0; r < m; r++) if (basis[r] < n) x[basis[r]] = tableau[r, width];
        return x;
    }

    /// <summary>
    /// An artificial variable that is left in the basis at zero may grow again: it leaves, or its row says nothing and goes.
    /// </summary>
    private static void DriveOut(double[,] t, int[] basis, int columns)
    {
        for (int r = 0; r < basis.Length; r++)
        {
            if (basis[r] < columns) continue;
            int largest = 0;
            for (int c = 1; c < columns; c++) if (Math.Abs(t[r, c]) > Math.Abs(t[r, largest])) largest = c;
            if (Math.Abs(t[r, largest]) > Tolerance)
            {
                Pivot(t, r, largest);
                basis[r] = largest;
            }
            else for (int c = 0; c < t.GetLength(1); c++) if (c != basis[r]) t[r, c] = 0;
        }
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
        int idle = 0;
        while (true)
        {
            int enter = 0;
            while (enter < columns && t[m, enter] <= Tolerance) enter++;
            if (enter == columns) return;
            int leave = Leaving(t, basis, enter, bland: idle > 2 * (m + columns));
            if (leave < 0) throw ForewarnException.Of("linear program", "an objective without an upper bound", "a bounded one", "Check the payoffs.");
            idle = t[leave, right] > Tolerance ? 0 : idle + 1;
            Pivot(t, leave, enter);
            basis[leave] = enter;
        }
    }

    /// <summary>The row that first limits the entering variable; negative if none does.</summary>
    private static int Leaving(double[,] t, int[] basis, int enter, bool bland)
    {
        int leave = -1, right = t.GetLength(1) - 1;
        for (int r = 0; r < basis.Length; r++)
        {
            if (t[r, enter] <= Entry) continue;
            if (leave < 0)
            {
                leave = r;
                continue;
            }
            double difference = t[r, right] / t[r, enter] - t[leave, right] / t[leave, enter];
            bool preferred = bland ? basis[r] < basis[leave] : t[r, enter] > t[leave, enter];
            if (difference < -Tolerance || (difference <= Tolerance && preferred)) leave = r;
        }
        return leave;
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
