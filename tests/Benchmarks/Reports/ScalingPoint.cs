namespace Forewarn.Benchmarks.Reports;

/// <summary>One point of a latency curve, medians in milliseconds.</summary>
public sealed record ScalingPoint(string Curve, int Size, double WallMs, double CpuMs);
