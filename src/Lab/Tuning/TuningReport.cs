using System.Text.Json;
using Forewarn.Evaluation.Reports;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Tuning;

/// <summary>What a tuning run logged, as a page: curves of what moved, and the held-out figures.</summary>
internal static class TuningReport
{
    public const string File = "report.html";

    private static readonly (string Name, string Caption)[] s_curves =
    [
        ("objective/scores", "Score of fresh samples under the reward model"),
        ("rewards/margins", "Implicit reward of chosen less rejected"),
        ("rewards/accuracies", "Share of pairs ordered as labeled"),
        ("logps/chosen", "Log-probability of chosen samples, nats"),
        ("logps/rejected", "Log-probability of rejected samples, nats"),
        ("objective/kl", "KL to the reference, nats (samples of the round)"),
        ("guard/kl", "KL to the reference, nats (fixed noise)"),
        ("guard/log_ratio_variance", "Variance of the log-ratio over chains"),
        ("objective/entropy", "Entropy of the samples, nats"),
        ("guard/spread", "Spread of the chain's plans, deviations"),
        ("guard/held", "Held by the trust region: 1 = yes"),
        ("loss", "Loss"),
    ];

    public static void Save(RunFolder folder, string method, string package)
    {
        var curves = Curves(folder);
        var report = new HtmlReport($"Tuning by {method}", $"Tuned package: {package}. None of these figures is the truth: execute plans to learn it "
            + "(eval policies, eval steering).");
        foreach (var (name, caption) in s_curves)
            if (curves.TryGetValue(name, out var points) && points.Count > 1) report.Figure($"{caption} ({name})", CurveChart.Svg(caption, points));
        var rows = HeldOutFigures.Read(folder).Select(f => (IReadOnlyList<string>)[f.Key, Figures.Interval(f.Value), $"{f.Value.Count}"]);
        report.Table(new("Held out", ["figure", "value", "n"], [.. rows])).Save(folder.File(File));
    }

    private static Dictionary<string, List<(double Step, double Value)>> Curves(RunFolder folder)
    {
        var curves = new Dictionary<string, List<(double, double)>>(StringComparer.Ordinal);
        foreach (string line in System.IO.File.ReadLines(folder.File("metrics.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            double step = row.RootElement.GetProperty("step").GetDouble();
            foreach (var figure in row.RootElement.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Number))
            {
                if (!curves.TryGetValue(figure.Name, out var points)) curves[figure.Name] = points = [];
                points.Add((step, figure.Value.GetDouble()));
            }
        }
        return curves;
    }
}
