namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>
/// Bounds, all exclusive, within which a walker counts as upright; outside them the episode terminates.
/// </summary>
/// <param name="HeightAbove">Least height of the trunk, m.</param>
/// <param name="HeightBelow">Greatest height of the trunk, m.</param>
/// <param name="PitchWithin">Greatest pitch either way, rad.</param>
/// <param name="OthersWithin">Greatest magnitude of pitch, joint angles and all velocities.</param>
public readonly record struct HealthRange(
    double HeightAbove, double HeightBelow, double PitchWithin, double OthersWithin)
{
    public static HealthRange Always { get; } =
        new(double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);

    /// <param name="qpos">Travel, height, pitch, joints <c>[nq]</c>.</param>
    /// <param name="qvel">Their velocities <c>[nv]</c>.</param>
    public bool Contains(ReadOnlySpan<double> qpos, ReadOnlySpan<double> qvel)
    {
        if (!(qpos[1] > HeightAbove && qpos[1] < HeightBelow && Math.Abs(qpos[2]) < PitchWithin)) return false;
        if (double.IsPositiveInfinity(OthersWithin)) return true;
        foreach (double q in qpos[2..]) if (!(Math.Abs(q) < OthersWithin)) return false;
        foreach (double v in qvel) if (!(Math.Abs(v) < OthersWithin)) return false;
        return true;
    }
}
