namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>rcldotnet asks nobody about the graph: what is known is one's own.</summary>
internal sealed class RcldotnetGraph(RcldotnetTransport transport) : IRosGraph
{
    public IReadOnlyList<NodeName> Nodes => transport.Names;

    public int CountPublishers(string topic) => -1;

    public int CountSubscriptions(string topic) => -1;
}
