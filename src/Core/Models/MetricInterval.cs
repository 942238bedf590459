namespace Forewarn.Core;

/// <summary>A measured figure with its 95 % interval and sample size.</summary>
public sealed record MetricInterval(double Value, double Low, double High, int Count);
