using System.Text.Json;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tests.Tasks;

/// <summary>Recorded figures, and the controls they were recorded under.</summary>
internal static class Oracle
{
    public static JsonDocument Read(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Oracles", file)));

    public static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetDouble())];

    public static void AssertBits(JsonElement wanted, ReadOnlySpan<double> found) => Assert.Equal(Numbers(wanted), found.ToArray());

    /// <summary>Half of every motor's range, a quarter of it at a time.</summary>
    public static void Sine(MujocoModel model, int step, Span<double> control)
    {
        var range = model.Doubles("actuator_ctrlrange");
        for (int k = 0; k < control.Length; k++)
        {
            double low = range[2 * k], high = range[2 * k + 1];
            control[k] = 0.5 * (low + high) + 0.5 * (high - low) * 0.5 * Math.Sin(0.15 * step + 0.7 * k);
        }
    }
}
