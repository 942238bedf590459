namespace Forewarn.RosBridge;

/// <summary>Who is there. Snapshots; safe to read from any thread.</summary>
public interface IRosGraph
{
    /// <summary>Nodes of every participant that announces itself as ROS 2 does.</summary>
    IReadOnlyList<NodeName> Nodes { get; }

    /// <summary>Publishers of a topic that are matched with this participant's endpoints or announced by their nodes; -1 where the middleware does not tell.</summary>
    int CountPublishers(string topic);

    int CountSubscriptions(string topic);
}
