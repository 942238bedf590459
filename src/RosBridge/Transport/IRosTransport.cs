namespace Forewarn.RosBridge;

/// <summary>
/// A ROS 2 middleware at the level of serialized CDR: nodes, topics, requests and the graph. Names are fully resolved
/// ROS names (<c>/arm/joint_states</c>); a provider maps them to its own. Handlers run inside <see cref="SpinOnce"/>, on
/// the thread that calls it; publishing is allowed from any thread.
/// </summary>
public interface IRosTransport : IDisposable
{
    /// <summary><c>cyclone</c>, <c>inproc</c> or <c>rcl</c>.</summary>
    string Name { get; }

    /// <summary>Everybody that this participant knows of, itself included.</summary>
    IRosGraph Graph { get; }

    /// <summary>Receives quality-of-service events of all endpoints, inside <see cref="SpinOnce"/>; null ignores them.</summary>
    Action<QosEvent>? QosEvents { get; set; }

    /// <summary>Joins the graph under a name.</summary>
    /// <exception cref="Core.ForewarnException">The name is not a ROS name.</exception>
    IRawNode OpenNode(string name, string space);

    /// <summary>Delivers what has arrived, waiting for at most <paramref name="timeout"/> when nothing has.</summary>
    /// <returns>Samples delivered.</returns>
    int SpinOnce(TimeSpan timeout);

    /// <summary>Makes a <see cref="SpinOnce"/> that waits on another thread return.</summary>
    void Wake();
}
