namespace Forewarn.Core;

/// <summary>Per-channel normalisation of one named quantity in <c>stats.json</c>.</summary>
public sealed record ChannelStats(float[] Mean, float[] Std);
