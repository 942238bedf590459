namespace Forewarn.Reachability.Grids;

/// <summary>Lines on which a function of two axes has a value: marching squares, straight within a cell, cells joined to lines.</summary>
public static class LevelLines
{
    /// <param name="x">Ascending coordinates, <c>[X]</c>.</param>
    /// <param name="y">Ascending coordinates, <c>[Y]</c>.</param>
    /// <param name="values"><c>[X, Y]</c>.</param>
    /// <returns>Every line's points; the first and the last are the same where it closes.</returns>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Of(double[] x, double[] y, double[,] values, double level = 0)
    {
        var ends = new Dictionary<Edge, List<Edge>>();
        for (int i = 0; i + 1 < x.Length; i++)
            for (int j = 0; j + 1 < y.Length; j++)
                foreach (var (from, to) in Cell(values, i, j, level))
                {
                    Neighbors(from).Add(to);
                    Neighbors(to).Add(from);
                }
        var lines = new List<IReadOnlyList<(double, double)>>();
        // Open lines first, from one of their ends; what is left are loops.
        foreach (var start in ends.Keys.OrderBy(e => ends[e].Count).ThenBy(e => e).ToArray())
            if (ends[start].Count > 0) lines.Add([.. Walk(start).Select(e => Crossing(e, x, y, values, level))]);
        return lines;

        List<Edge> Neighbors(Edge edge) => ends.TryGetValue(edge, out var known) ? known : ends[edge] = [];

        IEnumerable<Edge> Walk(Edge at)
        {
            yield return at;
            while (ends[at] is [.., var next])
            {
                ends[at].Remove(next);
                ends[next].Remove(at);
                yield return at = next;
            }
        }
    }

    /// <summary>Pairs of edges of one cell that a line joins; a saddle is cut by the mean of its corners.</summary>
    private static IEnumerable<(Edge From, Edge To)> Cell(double[,] values, int i, int j, double level)
    {
        bool a = values[i, j] > level, b = values[i + 1, j] > level, c = values[i + 1, j + 1] > level, d = values[i, j + 1] > level;
        Edge bottom = new(i, j, false), right = new(i + 1, j, true), top = new(i, j + 1, false), left = new(i, j, true);
        List<Edge> cut = [];
        if (a != b) cut.Add(bottom);
        if (b != c) cut.Add(right);
        if (c != d) cut.Add(top);
        if (d != a) cut.Add(left);
        if (cut.Count == 2) return [(cut[0], cut[1])];
        if (cut.Count < 2) return [];
        bool middle = (values[i, j] + values[i + 1, j] + values[i + 1, j + 1] + values[i, j + 1]) / 4 > level;
        return middle == a ? [(bottom, right), (top, left)] : [(bottom, left), (top, right)];
    }

    private static (double X, double Y) Crossing(Edge edge, double[] x, double[] y, double[,] values, double level)
    {
        var (i, j, up) = edge;
        double first = values[i, j], second = up ? values[i, j + 1] : values[i + 1, j];
        double share = (level - first) / (second - first);
        return up ? (x[i], y[j] + share * (y[j + 1] - y[j])) : (x[i] + share * (x[i + 1] - x[i]), y[j]);
    }

    /// <summary>From grid point (I, J) to its neighbor along y (up) or along x.</summary>
    private readonly record struct Edge(int I, int J, bool Up) : IComparable<Edge>
    {
        public int CompareTo(Edge other) => (I, J, Up).CompareTo((other.I, other.J, other.Up));
    }
}
