namespace Forewarn.RosBridge.Cyclone;

internal sealed class CycloneSubscription(CycloneNode node, DdsReader reader) : IRawSubscription
{
    public string Topic => reader.Name;

    public int MatchedCount => reader.MatchedCount;

    public void Dispose() => node.Close(reader);
}
