namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>A property that makes a part unfit to hold.</summary>
/// <param name="Withheld">The part of which training never states it; none where training states it of every part.</param>
public sealed record Fault(string Word, CupModes Withheld);
