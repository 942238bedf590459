namespace Forewarn.Learning.Constraints.Safety;

/// <summary>The safety Bellman equation (Fisac et al. 2019).</summary>
public static class SafetyBackup
{
    /// <summary><c>(1 - gamma) l(s) + gamma min(l(s), max_a Q(s', a))</c>: the least margin from here on, a contraction for gamma below 1.</summary>
    public static double Target(double margin, double next, double gamma) => (1 - gamma) * margin + gamma * Math.Min(margin, next);

    /// <summary>The value of a chain that is left only by failing or never, by repeated backups; for small examples.</summary>
    /// <param name="margins">l along the chain; the last state stays where it is.</param>
    public static double[] Chain(IReadOnlyList<double> margins, double gamma)
    {
        double[] values = [.. margins];
        // The last state's own equation has its margin as the solution.
        for (int i = values.Length - 2; i >= 0; i--) values[i] = Target(margins[i], values[i + 1], gamma);
        return values;
    }
}
