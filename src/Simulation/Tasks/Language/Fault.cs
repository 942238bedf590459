namespace Forewarn.Simulation.Tasks.Language;

/// <summary>A property that makes a part unfit.</summary>
/// <param name="Withheld">The part of which training never states it; null where training states it of every part.</param>
public sealed record Fault(string Word, string? Withheld = null);
