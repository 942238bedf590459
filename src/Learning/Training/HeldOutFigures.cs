using System.Globalization;
using System.Text;
using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>
/// Held-out figures with intervals on their way from a task's evaluation, where a figure is four numbers
/// (<c>name</c>, <c>name/low</c>, <c>name/high</c>, <c>name/n</c>), through the run folder to manifest and model card.
/// </summary>
public static class HeldOutFigures
{
    private const string File = "evaluation.json", Prefix = "eval/", Low = "/low", High = "/high", Count = "/n";

    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Adds one figure as its four numbers.</summary>
    public static void Put(this IDictionary<string, double> figures, string name, MetricInterval figure)
    {
        figures[name] = figure.Value;
        figures[name + Low] = figure.Low;
        figures[name + High] = figure.High;
        figures[name + Count] = figure.Count;
    }

    /// <summary>Every figure that has an interval.</summary>
    public static IReadOnlyDictionary<string, MetricInterval> Of(IReadOnlyDictionary<string, double> evaluation)
    {
        var metrics = new SortedDictionary<string, MetricInterval>(StringComparer.Ordinal);
        foreach (var (name, value) in evaluation)
        {
            if (evaluation.TryGetValue(name + Low, out double low) && evaluation.TryGetValue(name + High, out double high)
                && evaluation.TryGetValue(name + Count, out double count) && count > 0)
            {
                string bare = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
                metrics[bare] = new(value, low, high, (int)count);
            }
        }
        return metrics;
    }

    /// <summary>Figures of a finished run; empty when it is not finished.</summary>
    public static IReadOnlyDictionary<string, MetricInterval> Read(RunFolder folder)
    {
        string path = folder.File(File);
        if (!System.IO.File.Exists(path)) return new Dictionary<string, MetricInterval>();
        return Of(JsonSerializer.Deserialize<Dictionary<string, double>>(System.IO.File.ReadAllText(path))!);
    }

    /// <summary>Adds the model card's table; nothing when there are no figures.</summary>
    public static void Append(StringBuilder card, IReadOnlyDictionary<string, MetricInterval> metrics)
    {
        if (metrics.Count == 0) return;
        card.Append("\n## Held-out figures\n| figure | value | 95 % interval | n |\n|---|---|---|---|\n");
        foreach (var (name, m) in metrics.OrderBy(p => p.Key, StringComparer.Ordinal))
            card.Append(CultureInfo.InvariantCulture, $"| {name} | {m.Value:G3} | {m.Low:G3} to {m.High:G3} | {m.Count} |\n");
    }

    internal static void Write(RunFolder folder, IReadOnlyDictionary<string, double> evaluation) =>
        AtomicFile.WriteText(folder.File(File), JsonSerializer.Serialize(
            evaluation.Where(f => double.IsFinite(f.Value)).OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary(), Form) + "\n");
}
