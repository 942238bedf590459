using Forewarn.Reachability.Grids;
using Xunit;

namespace Forewarn.Reachability.Tests.Grids;

public class LevelLinesTests
{
    private static readonly double[] Axis = [.. Enumerable.Range(0, 41).Select(i => -2 + 0.1 * i)];

    [Fact]
    public void A_circle_is_one_closed_line_on_the_circle()
    {
        var line = Assert.Single(LevelLines.Of(Axis, Axis, Values((x, y) => x * x + y * y), 1));
        Assert.Equal(line[0], line[^1]);
        Assert.All(line, p => Assert.Equal(1, Math.Sqrt(p.X * p.X + p.Y * p.Y), 0.01));
        double length = line.Zip(line.Skip(1), (a, b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y))).Sum();
        Assert.Equal(2 * Math.PI, length, 0.02);
    }

    [Fact]
    public void Lines_that_leave_the_grid_end_at_its_edge()
    {
        var line = Assert.Single(LevelLines.Of(Axis, Axis, Values((x, y) => x - 0.03)));
        Assert.Equal(Axis.Length, line.Count);
        Assert.All(line, p => Assert.Equal(0.03, p.X, 1e-12));
        Assert.Equal((-2, 2), (Math.Round(Math.Min(line[0].Y, line[^1].Y), 9), Math.Round(Math.Max(line[0].Y, line[^1].Y), 9)));
    }

    /// <summary>Every cell whose corners differ is crossed: no piece is lost where lines meet.</summary>
    [Fact]
    public void Saddles_lose_no_piece()
    {
        var values = Values((x, y) => Math.Sin(3 * x) * Math.Sin(3 * y) + 0.013 * x);
        int pieces = LevelLines.Of(Axis, Axis, values).Sum(l => l.Count - 1), cells = 0;
        for (int i = 0; i < 40; i++)
            for (int j = 0; j < 40; j++)
            {
                int[] signs = [Sign(i, j), Sign(i + 1, j), Sign(i + 1, j + 1), Sign(i, j + 1)];
                cells += Enumerable.Range(0, 4).Count(k => signs[k] != signs[(k + 1) % 4]) / 2;
            }
        Assert.Equal(cells, pieces);

        int Sign(int i, int j) => values[i, j] > 0 ? 1 : 0;
    }

    [Fact]
    public void Nothing_is_drawn_where_the_level_is_not_met() => Assert.Empty(LevelLines.Of(Axis, Axis, Values((_, _) => 1)));

    private static double[,] Values(Func<double, double, double> f)
    {
        var values = new double[Axis.Length, Axis.Length];
        for (int i = 0; i < Axis.Length; i++)
            for (int j = 0; j < Axis.Length; j++) values[i, j] = f(Axis[i], Axis[j]);
        return values;
    }
}
