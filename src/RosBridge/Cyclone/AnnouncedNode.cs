namespace Forewarn.RosBridge.Cyclone;

/// <summary>A node and its endpoints, as the graph shows them.</summary>
internal sealed record AnnouncedNode(NodeName Name, UInt128[] Readers, UInt128[] Writers);
