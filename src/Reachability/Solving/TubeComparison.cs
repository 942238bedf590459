using Forewarn.Reachability.Grids;

namespace Forewarn.Reachability.Solving;

/// <summary>A value function against an exact one, on the points of its grid that are judged.</summary>
/// <param name="Points">Judged.</param>
/// <param name="MeanError">Of the value, in its unit; <paramref name="LargestError"/> the same.</param>
/// <param name="Overlap">Intersection over union of both tubes; 1 when both are empty.</param>
/// <param name="UnsafeCalledSafe">Share of the exact tube's points that the value calls safe.</param>
/// <param name="SafeCalledUnsafe">Share of the points outside of it that the value calls lost.</param>
public sealed record TubeComparison(
    int Points, double MeanError, double LargestError, double Overlap, double UnsafeCalledSafe, double SafeCalledUnsafe)
{
    /// <param name="exact">V at a state.</param>
    /// <param name="isJudged">Points to leave out: those that the edges of the grid reach.</param>
    public static TubeComparison Of(GridValue value, Func<double[], double> exact, Func<double[], bool> isJudged)
    {
        int points = 0, lost = 0, both = 0, found = 0;
        double sum = 0, largest = 0;
        var point = new double[value.Grid.Dimensions];
        value.Grid.ForEach((index, state, _) =>
        {
            state.CopyTo(point);
            if (!isJudged(point)) return;
            double wanted = exact(point), solved = value[index], error = Math.Abs(wanted - solved);
            (points, sum, largest) = (points + 1, sum + error, Math.Max(largest, error));
            if (wanted <= 0) lost++;
            if (solved <= 0) found++;
            if (wanted <= 0 && solved <= 0) both++;
        });
        int either = lost + found - both;
        double overlap = either == 0 ? 1 : (double)both / either;
        return new(points, sum / points, largest, overlap, Share(lost - both, lost), Share(found - both, points - lost));
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
