using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Recording.LeRobot;

/// <summary>The values of one feature over some frames.</summary>
/// <param name="Feature">What they are.</param>
/// <param name="Values">A one-dimensional array of the feature's element type, <c>[frames × width]</c>; PNG files for images.</param>
public sealed record LeRobotColumn(LeRobotFeature Feature, Array Values)
{
    public int Frames => Values.Length / Feature.Width;

    /// <exception cref="ForewarnException">The column holds another type.</exception>
    public ReadOnlySpan<T> As<T>() => Values as T[] ?? throw ForewarnException.Of(
        $"feature '{Feature.Name}'", Feature.Dtype, typeof(T).Name, "Read it as its own type, or as numbers.");

    /// <summary>Values of one frame, <c>[width]</c>.</summary>
    public ReadOnlySpan<T> Frame<T>(int frame) => As<T>().Slice(frame * Feature.Width, Feature.Width);

    /// <summary>Any numeric column as doubles, <c>[frames × width]</c>; true is 1.</summary>
    /// <exception cref="ForewarnException">The column holds text or pictures.</exception>
    public double[] ToDoubles()
    {
        if (!Feature.IsNumeric) throw ForewarnException.Of($"feature '{Feature.Name}'", Feature.Dtype, "numbers", "Read another feature.");
        if (Values is float[] floats) return Array.ConvertAll(floats, v => (double)v);
        if (Values is long[] longs) return Array.ConvertAll(longs, v => (double)v);
        if (Values is double[] doubles) return doubles;
        var values = new double[Values.Length];
        for (int i = 0; i < values.Length; i++) values[i] = Convert.ToDouble(Values.GetValue(i), CultureInfo.InvariantCulture);
        return values;
    }

    /// <summary>Some of the frames, copied.</summary>
    public LeRobotColumn Slice(int first, int count)
    {
        int width = Feature.Width;
        var part = Array.CreateInstance(Values.GetType().GetElementType()!, count * width);
        Array.Copy(Values, first * width, part, 0, part.Length);
        return this with { Values = part };
    }
}
