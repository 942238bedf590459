using ScottPlot;

namespace Forewarn.Evaluation.Reports;

/// <summary>The same chart as a PNG, for pages that cannot hold SVG.</summary>
public static class IntervalPlot
{
    public static void Save(string path, string title, IReadOnlyList<IntervalRow> rows)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        using var plot = new Plot();
        var labels = new Tick[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            double y = rows.Count - 1 - i;
            var (label, m, emphasis) = rows[i];
            labels[i] = new(y, label);
            if (double.IsNaN(m.Value)) continue;
            var color = emphasis ? Color.FromHex("#B4531A") : Color.FromHex("#5B6472");
            var line = plot.Add.Line(m.Low, y, m.High, y);
            (line.LineWidth, line.Color) = (2, color);
            plot.Add.Marker(m.Value, y, MarkerShape.FilledCircle, 9, color);
        }
        plot.Font.Set("DejaVu Sans");
        plot.Title(title);
        plot.Axes.Left.SetTicks([.. labels.Select(t => t.Position)], [.. labels.Select(t => t.Label)]);
        plot.Axes.SetLimits(0, 1, -0.7, rows.Count - 0.3);
        plot.SavePng(path, 900, 120 + 34 * rows.Count);
    }
}
