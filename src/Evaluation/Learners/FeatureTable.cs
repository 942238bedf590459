using Forewarn.Core;

namespace Forewarn.Evaluation.Learners;

/// <summary>Rows of numbers with one class each.</summary>
public sealed class FeatureTable
{
    /// <param name="rows"><c>[n][d]</c>.</param>
    /// <param name="names">Class of each row, <c>[n]</c>.</param>
    public FeatureTable(IReadOnlyList<float[]> rows, IReadOnlyList<string> names)
    {
        if (rows.Count == 0) throw new ForewarnException("feature table: found no rows, wanted at least one.");
        Shape.Require("classes of the feature table", names.Count, ("n", rows.Count));
        Width = rows[0].Length;
        foreach (var row in rows) Shape.Require("feature row", row.Length, ("d", Width));
        Rows = rows;
        Classes = [.. names.Distinct().Order(StringComparer.Ordinal)];
        var index = Classes.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        Labels = [.. names.Select(n => index[n])];
    }

    private FeatureTable(IReadOnlyList<float[]> rows, int width, IReadOnlyList<string> classes, int[] labels) =>
        (Rows, Width, Classes, Labels) = (rows, width, classes, labels);

    public IReadOnlyList<float[]> Rows { get; }

    /// <summary><c>d</c>.</summary>
    public int Width { get; }

    public IReadOnlyList<string> Classes { get; }

    /// <summary>Index into <see cref="Classes"/> per row, <c>[n]</c>.</summary>
    public int[] Labels { get; }

    public int Count => Rows.Count;

    /// <summary>Share of the most frequent class.</summary>
    public double Majority => Labels.GroupBy(l => l).Max(g => g.Count()) / (double)Count;

    /// <summary>The chosen rows under the same class list.</summary>
    public FeatureTable Select(IReadOnlyList<int> rows) =>
        new([.. rows.Select(i => Rows[i])], Width, Classes, [.. rows.Select(i => Labels[i])]);

    /// <summary>The same rows with other labels.</summary>
    public FeatureTable WithLabels(int[] labels)
    {
        Shape.Require("labels", labels.Length, ("n", Count));
        return new(Rows, Width, Classes, labels);
    }
}
