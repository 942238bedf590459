using Forewarn.Core;

namespace Forewarn.Simulation.Misspecification;

/// <summary>Numbers given once for every action column, or once for all.</summary>
internal static class PerColumn
{
    public static float[] Of(string name, IReadOnlyList<float> values, int width, float low, float high)
    {
        if (values.Count != 1 && values.Count != width)
            throw ForewarnException.Of($"{name}s", $"{values.Count}", $"1 or {width}", "Give one for every action column, or one for all.",
                ExitCode.Usage);
        foreach (float value in values)
            if (!(value >= low && value <= high))
                throw ForewarnException.Of(name, $"{value}", $"{low} to {high}", "Correct it.", ExitCode.Usage);
        return [.. Enumerable.Range(0, width).Select(i => values[values.Count == 1 ? 0 : i])];
    }
}
