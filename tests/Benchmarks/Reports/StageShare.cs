namespace Forewarn.Benchmarks.Reports;

/// <summary>One stage against the rate of a bare matrix product.</summary>
/// <param name="CpuMs">Median processor time.</param>
/// <param name="Megaflop">Operations of its weights; 0 where they are not what it is measured by.</param>
/// <param name="Gflops">Rate reached.</param>
/// <param name="Share">Of the bare product's rate.</param>
public sealed record StageShare(string Stage, double CpuMs, double Megaflop, double Gflops, double Share);
