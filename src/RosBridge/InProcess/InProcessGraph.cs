namespace Forewarn.RosBridge.InProcess;

/// <summary>The domain as its participants see it. Nothing needs discovering: changes show at once.</summary>
internal sealed class InProcessGraph(InProcessDomain domain) : IRosGraph
{
    public IReadOnlyList<NodeName> Nodes
    {
        get
        {
            lock (domain.Gate)
            {
                domain.Tick();
                return domain.Nodes;
            }
        }
    }

    public int CountPublishers(string topic) => Count(topic, channel => channel.Writers.Count);

    public int CountSubscriptions(string topic) => Count(topic, channel => channel.Readers.Count);

    private int Count(string topic, Func<Channel, int> count)
    {
        lock (domain.Gate)
        {
            domain.Tick();
            return count(domain.Channel(topic, LinkSampleKind.Message));
        }
    }
}
