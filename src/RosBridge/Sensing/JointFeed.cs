using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>
/// Joint states as they come: joints found by name whatever their order, unusable messages counted and told apart, the
/// good ones written to the snapshot that the tick reads. The receiving thread calls; nothing is allocated.
/// </summary>
public sealed class JointFeed
{
    private readonly JointSnapshot _snapshot;
    private readonly string[] _joints;
    private readonly double[] _lower, _upper;
    private readonly int[] _place;
    private readonly double[] _positions, _velocities;
    private long _last = long.MinValue;

    /// <param name="joints">Joints that are needed <c>[C]</c>, in the order of the snapshot.</param>
    public JointFeed(IReadOnlyList<JointDescription> joints, JointSnapshot snapshot)
    {
        Shape.Require("joint snapshot", snapshot.Count, ("C", joints.Count));
        (_snapshot, _joints, _place) = (snapshot, [.. joints.Select(j => j.Name)], new int[joints.Count]);
        // Servos overshoot and encoders are offset a little; beyond that a number is no position.
        _lower = [.. joints.Select(j => j.Lower - Slack(j))];
        _upper = [.. joints.Select(j => j.Upper + Slack(j))];
        (_positions, _velocities) = (new double[joints.Count], new double[joints.Count]);
        _place.AsSpan().Fill(-1);

        static double Slack(JointDescription joint) => joint.Kind == JointKind.Revolute ? 0.1 : 0.02;
    }

    /// <summary>What was wrong with the last message; <see cref="SensorFault.None"/> when it was good.</summary>
    public SensorFault Fault { get; private set; }

    /// <summary>The joint that <see cref="Fault"/> is about, or null.</summary>
    public string? FaultyJoint { get; private set; }

    /// <summary>Messages used.</summary>
    public long Good { get; private set; }

    /// <summary>Messages dropped, for whatever reason.</summary>
    public long Bad { get; private set; }

    /// <summary>Forgets how old the last message was: for when time itself has jumped.</summary>
    public void Restart() => _last = long.MinValue;

    /// <summary>Takes one message.</summary>
    /// <param name="velocities">As many as positions, or none (then they count as zero).</param>
    /// <param name="taken">When it was measured, by the monotonic clock.</param>
    /// <returns>Whether it was usable.</returns>
    public bool Take(ReadOnlySpan<string> names, ReadOnlySpan<double> positions, ReadOnlySpan<double> velocities, long taken)
    {
        Fault = Check(names, positions, velocities, taken);
        if (Fault != SensorFault.None)
        {
            Bad++;
            return false;
        }
        Good++;
        FaultyJoint = null;
        _last = taken;
        _snapshot.Write(_positions, _velocities, taken);
        return true;
    }

    private SensorFault Check(
        ReadOnlySpan<string> names, ReadOnlySpan<double> positions, ReadOnlySpan<double> velocities, long taken)
    {
        FaultyJoint = null;
        if (positions.Length != names.Length || (velocities.Length != 0 && velocities.Length != names.Length))
            return SensorFault.WrongSize;
        for (int j = 0; j < _joints.Length; j++)
        {
            FaultyJoint = _joints[j];
            int at = Find(names, j);
            if (at < 0) return SensorFault.Missing;
            _positions[j] = positions[at];
            _velocities[j] = velocities.Length == 0 ? 0 : velocities[at];
            if (!double.IsFinite(_positions[j]) || !double.IsFinite(_velocities[j])) return SensorFault.NotANumber;
            if (_positions[j] < _lower[j] || _positions[j] > _upper[j]) return SensorFault.OutOfRange;
        }
        // Best effort may reorder; an older measurement must not replace a newer one.
        return taken < _last ? SensorFault.OutOfOrder : SensorFault.None;
    }

    /// <summary>Where the joint was last time is where it is this time, unless the robot changed its order.</summary>
    private int Find(ReadOnlySpan<string> names, int joint)
    {
        int at = _place[joint];
        if (at >= 0 && at < names.Length && names[at] == _joints[joint]) return at;
        for (at = 0; at < names.Length; at++) if (names[at] == _joints[joint]) return _place[joint] = at;
        return -1;
    }
}
