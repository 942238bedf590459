namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>The frame of an object that stands on the table: places as it sees them.</summary>
internal static class ObjectFrame
{
    /// <param name="x">From the object's place to the one meant, in the base frame, m; y likewise.</param>
    /// <param name="yaw">Of the object, rad.</param>
    /// <returns>The same way along the object's own axes, m.</returns>
    public static (double X, double Y) Of(double x, double y, double yaw)
    {
        double c = Math.Cos(yaw), s = Math.Sin(yaw);
        return (c * x + s * y, c * y - s * x);
    }

    /// <summary>The place of a plan's row.</summary>
    /// <param name="pose">Of the object: x, y (m), yaw (rad).</param>
    public static (double X, double Y) Of(ReadOnlySpan<float> row, ReadOnlySpan<float> pose) =>
        Of(row[0] - pose[0], row[1] - pose[1], pose[2]);
}
