using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>A transport of which a tap gets a copy of every message that is sent or received.</summary>
/// <remarks>Services pass untapped: recordings of ROS 2 keep topics.</remarks>
/// <param name="time">Of the log time, wall clock as rosbag2 has it.</param>
public sealed class TappedTransport(IRosTransport inner, IMessageTap tap, TimeProvider time) : IRosTransport
{
    public string Name => inner.Name;

    public IRosGraph Graph => inner.Graph;

    public Action<QosEvent>? QosEvents
    {
        get => inner.QosEvents;
        set => inner.QosEvents = value;
    }

    public IRawNode OpenNode(string name, string space) => new TappedNode(inner.OpenNode(name, space), tap, time);

    public int SpinOnce(TimeSpan timeout) => inner.SpinOnce(timeout);

    public void Wake() => inner.Wake();

    public void Dispose() => inner.Dispose();
}
