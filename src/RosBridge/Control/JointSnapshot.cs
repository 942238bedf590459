namespace Forewarn.RosBridge;

/// <summary>
/// The latest measured joints, written by the thread that receives and read by the tick without waiting (a sequence
/// lock). Allocates nothing.
/// </summary>
public sealed class JointSnapshot(int joints)
{
    private readonly double[] _values = new double[2 * joints];
    private long _received;
    private int _version;

    /// <summary>Joints <c>J</c>.</summary>
    public int Count => joints;

    /// <summary>Stores a measurement; one writer at a time.</summary>
    /// <param name="positions"><c>[J]</c>, rad or m.</param>
    /// <param name="velocities"><c>[J]</c>, per second.</param>
    /// <param name="received">Timestamp of the monotonic clock.</param>
    public void Write(ReadOnlySpan<double> positions, ReadOnlySpan<double> velocities, long received)
    {
        Interlocked.Increment(ref _version);
        positions.CopyTo(_values);
        velocities.CopyTo(_values.AsSpan(joints));
        _received = received;
        Interlocked.Increment(ref _version);
    }

    /// <summary>Reads the latest measurement.</summary>
    /// <returns>False before the first one.</returns>
    public bool TryRead(Span<double> positions, Span<double> velocities, out long received)
    {
        var wait = new SpinWait();
        while (true)
        {
            int before = Volatile.Read(ref _version);
            _values.AsSpan(0, joints).CopyTo(positions);
            _values.AsSpan(joints).CopyTo(velocities);
            received = _received;
            Interlocked.MemoryBarrier();
            if (before % 2 == 0 && before == Volatile.Read(ref _version)) return before != 0;
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }
}
