using System.Text.Json.Nodes;

namespace Forewarn.Recording.LeRobot;

/// <summary>
/// What <c>meta/stats.json</c> says of one feature, each value by channel: one channel for every number of a frame, three
/// for pictures, whose samples are scaled to 0..1.
/// </summary>
/// <param name="Shape">Shape of every list but the count: the feature's, or <c>[3, 1, 1]</c> for pictures.</param>
/// <param name="Count">Frames that were looked at.</param>
/// <param name="Std">Of the population, not of a sample.</param>
/// <param name="Quantiles">In the order of <see cref="QuantileNames"/>.</param>
public sealed record LeRobotStatistics(
    IReadOnlyList<int> Shape, long Count, double[] Min, double[] Max, double[] Mean, double[] Std, IReadOnlyList<double[]> Quantiles)
{
    public static IReadOnlyList<string> QuantileNames { get; } = ["q01", "q10", "q50", "q90", "q99"];

    internal static IReadOnlyList<double> QuantileShares { get; } = [0.01, 0.10, 0.50, 0.90, 0.99];

    /// <summary>All figures by their names in the format, without the count.</summary>
    public IEnumerable<(string Name, double[] Values)> Figures =>
        [("min", Min), ("max", Max), ("mean", Mean), ("std", Std), .. QuantileNames.Zip(Quantiles)];

    internal JsonObject ToJson()
    {
        var json = new JsonObject(Figures.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Name, Nest(f.Values, 0, 0))));
        json["count"] = new JsonArray(Count);
        return json;
    }

    private JsonArray Nest(double[] values, int depth, int start)
    {
        int inner = Shape.Skip(depth + 1).Aggregate(1, (a, b) => a * b);
        var items = Enumerable.Range(0, Shape[depth]).Select(i => depth == Shape.Count - 1
            ? (JsonNode?)JsonValue.Create(values[start + i])
            : Nest(values, depth + 1, start + i * inner));
        return new JsonArray([.. items]);
    }
}
