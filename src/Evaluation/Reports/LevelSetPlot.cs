using ScottPlot;

namespace Forewarn.Evaluation.Reports;

/// <summary>Slices of a level set side by side as a picture, all over the same ranges; the key stands in the first.</summary>
public static class LevelSetPlot
{
    private const int Side = 520, MostColumns = 3;

    private static readonly Color Failed = Color.FromHex("#C9CDD3");
    private static readonly Color Strong = Color.FromHex(PlotPalette.Hex(0, 2));
    private static readonly Color Other = Color.FromHex("#F0A35E");

    /// <param name="x">Name and range of the horizontal axis.</param>
    /// <param name="y">Of the vertical one.</param>
    /// <param name="square">Whether a unit is as long on both axes.</param>
    /// <returns>The picture's bytes.</returns>
    public static byte[] Png(
        string title, (string Name, double Low, double High) x, (string Name, double Low, double High) y, bool square,
        IReadOnlyList<LevelPanel> panels)
    {
        int columns = Columns(panels.Count), rows = (panels.Count + columns - 1) / columns;
        var figure = new Multiplot();
        figure.AddPlots(panels.Count);
        figure.Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns);
        for (int i = 0; i < panels.Count; i++)
        {
            var plot = figure.GetPlot(i);
            foreach (var curve in panels[i].Curves)
                for (int line = 0; line < curve.Lines.Count; line++) Add(plot, curve, curve.Lines[line], named: line == 0);
            string heading = panels.Count == 1 ? title : i == 0 ? $"{title}: {panels[i].Title}" : panels[i].Title;
            Style(plot, heading, x, y, square);
            if (i == 0) Key(plot);
            else plot.HideLegend();
        }
        byte[] png = figure.Render(columns * Side, rows * Side).GetImageBytes(ImageFormat.Png);
        foreach (var plot in figure.GetPlots()) plot.Dispose();
        return png;
    }

    private static int Columns(int panels) => panels switch { 1 => 1, 2 or 4 => 2, _ => MostColumns };

    private static void Add(Plot plot, LevelCurve curve, IReadOnlyList<(double X, double Y)> points, bool named)
    {
        string label = named ? curve.Label : "";
        Coordinates[] at = [.. points.Select(p => new Coordinates(p.X, p.Y))];
        if (curve.Style == LevelStyle.Area)
        {
            var area = plot.Add.Polygon(at);
            (area.FillColor, area.LineWidth, area.LegendText) = (Failed, 0, label);
            return;
        }
        var line = plot.Add.Scatter(at);
        bool strong = curve.Style == LevelStyle.Strong;
        (line.MarkerSize, line.LegendText, line.LineWidth) = (0, label, strong ? 4 : 2);
        (line.Color, line.LinePattern) = (strong ? Strong : Other, strong ? LinePattern.Solid : LinePattern.Dashed);
    }

    private static void Style(
        Plot plot, string title, (string Name, double Low, double High) x, (string Name, double Low, double High) y, bool square)
    {
        plot.Font.Set("DejaVu Sans");
        plot.Title(title, 18);
        plot.XLabel(x.Name, 16);
        plot.YLabel(y.Name, 16);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left }) axis.TickLabelStyle.FontSize = 14;
        plot.Grid.MajorLineColor = Color.FromHex("#E4E4E4");
        plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        if (square) plot.Axes.SquareUnits();
    }

    private static void Key(Plot plot)
    {
        var key = plot.ShowLegend(Alignment.UpperLeft);
        (key.FontSize, key.SymbolWidth, key.OutlineWidth, key.ShadowColor) = (13, 40, 0, Colors.Transparent);
        key.BackgroundColor = Colors.White.WithAlpha(0.85);
    }
}
