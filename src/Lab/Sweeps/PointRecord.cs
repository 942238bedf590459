namespace Forewarn.Lab.Sweeps;

/// <summary>A point as the manifest keeps it.</summary>
/// <param name="Folder">Of the point, below <c>points</c>.</param>
/// <param name="Run">Run folder below that, relative to the sweep's folder; null before there is one.</param>
/// <param name="Message">Why it failed.</param>
internal sealed record PointRecord(string Label, ulong Seed, string Folder, PointState State, string? Run = null, string? Message = null);
