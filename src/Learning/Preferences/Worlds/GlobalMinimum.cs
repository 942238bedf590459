namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>
/// The lowest point of a smooth function of one number that may have several valleys: a fine grid finds the valley, bisection of the
/// slope its bottom.
/// </summary>
internal static class GlobalMinimum
{
    private const int Bisections = 200;

    /// <param name="slope">Derivative of <paramref name="function"/>.</param>
    /// <param name="points">Grid points; valleys narrower than two of them may be missed.</param>
    public static double Of(Func<double, double> function, Func<double, double> slope, double low, double high, int points = 20001)
    {
        double step = (high - low) / (points - 1);
        double best = Enumerable.Range(0, points).Select(i => low + i * step).MinBy(function);
        double left = Math.Max(low, best - step), right = Math.Min(high, best + step);
        for (int i = 0; i < Bisections; i++)
        {
            double middle = (left + right) / 2;
            if (slope(middle) > 0) right = middle;
            else left = middle;
        }
        return (left + right) / 2;
    }
}
