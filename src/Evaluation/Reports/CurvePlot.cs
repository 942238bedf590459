using System.Globalization;
using Forewarn.Core;
using Forewarn.Evaluation.Statistics;
using ScottPlot;

namespace Forewarn.Evaluation.Reports;

/// <summary>Learning curves with their bands as a picture; the key stands below, where it covers nothing.</summary>
public static class CurvePlot
{
    private const int Width = 1200, Height = 700;

    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted, LinePattern.DenselyDashed];

    /// <param name="path">Ends in .png; written whole or not at all.</param>
    /// <param name="value">What the vertical axis shows.</param>
    /// <exception cref="ForewarnException">The file cannot be written.</exception>
    public static void Save(string path, string title, string value, IReadOnlyList<(string Label, CurveBand Band)> curves)
    {
        byte[] png = Png(title, value, curves);
        AtomicFile.Write(path, file => file.Write(png));
    }

    /// <summary>The picture's bytes.</summary>
    public static byte[] Png(string title, string value, IReadOnlyList<(string Label, CurveBand Band)> curves)
    {
        using var plot = new Plot();
        for (int i = 0; i < curves.Count; i++) AddBand(plot, curves[i].Band, ColorOf(i, curves.Count));
        // Lines over all bands, so that none is veiled.
        for (int i = 0; i < curves.Count; i++) AddLine(plot, curves[i].Label, curves[i].Band, i, curves.Count);
        Style(plot, title, value);
        int rows = (curves.Count + 1) / 2;
        return plot.GetImage(Width, Height + 30 * rows).GetImageBytes(ImageFormat.Png);
    }

    /// <summary>Steps as people write them: 500, 2.5k, 1.5M.</summary>
    internal static string Steps(double steps) => Math.Abs(steps) switch
    {
        >= 1e6 => (steps / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1e3 => (steps / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + "k",
        _ => steps.ToString("0.##", CultureInfo.InvariantCulture),
    };

    private static void AddBand(Plot plot, CurveBand band, Color color)
    {
        if (band.Runs < 2 || band.Steps.Count < 2) return;
        var fill = plot.Add.FillY([.. band.Steps], [.. band.Low], [.. band.High]);
        (fill.FillColor, fill.LineWidth, fill.LegendText) = (color.WithAlpha(0.2), 0, "");
        fill.MarkerStyle.IsVisible = false;
    }

    private static void AddLine(Plot plot, string label, CurveBand band, int index, int count)
    {
        var line = plot.Add.Scatter([.. band.Steps], band.Middle.ToArray());
        (line.Color, line.LineWidth, line.LinePattern) = (ColorOf(index, count), 3, Patterns[index % Patterns.Length]);
        // A curve of one point would be no line at all.
        line.MarkerSize = band.Steps.Count < 2 ? 9 : 0;
        line.LegendText = string.Create(CultureInfo.InvariantCulture, $"{label} (n = {band.Runs})");
    }

    private static void Style(Plot plot, string title, string value)
    {
        plot.Font.Set("DejaVu Sans");
        plot.Title(title, 24);
        plot.XLabel("step", 20);
        plot.YLabel(value, 20);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left }) axis.TickLabelStyle.FontSize = 17;
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = Steps };
        plot.Axes.Top.IsVisible = false;
        // Invisible but wide enough for the half of the last tick's label that hangs over.
        plot.Axes.Right.TickGenerator = new ScottPlot.TickGenerators.EmptyTickGenerator();
        (plot.Axes.Right.MinimumSize, plot.Axes.Right.FrameLineStyle.Width) = (34, 0);
        plot.Grid.MajorLineColor = Color.FromHex("#DDDDDD");
        plot.Axes.Margins(0.01, 0.06);
        var key = plot.ShowLegend(Edge.Bottom);
        key.Legend.FontSize = 17;
        key.Legend.SymbolWidth = 46;
        key.Legend.OutlineWidth = 0;
        key.Legend.ShadowColor = Colors.Transparent;
        key.Legend.Orientation = Orientation.Horizontal;
    }

    private static Color ColorOf(int index, int count) => Color.FromHex(PlotPalette.Hex(index, count));
}
