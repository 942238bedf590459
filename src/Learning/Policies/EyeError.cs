namespace Forewarn.Learning.Policies;

/// <summary>Root-mean-square errors of the perceived pose on held-out scenes.</summary>
/// <param name="XMillimeters">Along x, mm.</param>
/// <param name="YMillimeters">Along y, mm.</param>
/// <param name="YawRadians">About the vertical, rad, differences wrapped to [-pi, pi].</param>
/// <param name="Count">Scenes measured.</param>
public sealed record EyeError(double XMillimeters, double YMillimeters, double YawRadians, int Count)
{
    /// <param name="predicted"><c>[N, 3]</c>: x, y (m), yaw (rad).</param>
    /// <param name="actual"><c>[N, 3]</c>.</param>
    public static EyeError Of(ReadOnlySpan<float> predicted, ReadOnlySpan<float> actual)
    {
        Core.Shape.Require("eye.poses", predicted.Length, ("N", actual.Length / 3), ("pose", 3));
        double x = 0, y = 0, yaw = 0;
        int count = actual.Length / 3;
        for (int i = 0; i < actual.Length; i += 3)
        {
            x += Math.Pow(predicted[i] - actual[i], 2);
            y += Math.Pow(predicted[i + 1] - actual[i + 1], 2);
            yaw += Math.Pow(Math.IEEERemainder(predicted[i + 2] - actual[i + 2], 2 * Math.PI), 2);
        }
        return new(1000 * Math.Sqrt(x / count), 1000 * Math.Sqrt(y / count), Math.Sqrt(yaw / count), count);
    }
}
