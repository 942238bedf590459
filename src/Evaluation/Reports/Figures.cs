using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Evaluation.Reports;

/// <summary>Numbers as every table writes them.</summary>
public static class Figures
{
    public static string Share(double value) =>
        double.IsNaN(value) ? "–" : value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Interval(MetricInterval? m) =>
        m is null ? "–" : $"{Share(m.Value)} [{Share(m.Low)}, {Share(m.High)}]";

    public static string Signed(MetricInterval? m) => m is null
        ? "–"
        : $"{Signed(m.Value)} [{Signed(m.Low)}, {Signed(m.High)}]";

    private static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    public static string P(double? p) => p switch
    {
        null => "–",
        < 0.0001 => "<0.0001",
        _ => p.Value.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    public static string Ms(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
