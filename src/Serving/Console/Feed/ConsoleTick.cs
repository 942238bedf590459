namespace Forewarn.Serving;

/// <summary>How punctual a control thread is.</summary>
/// <param name="Count">Ticks so far.</param>
/// <param name="Missed">Ticks that were late beyond use, or left out.</param>
/// <param name="JitterP50Ms">Half of all intervals deviate less.</param>
/// <param name="JitterP99Ms">99 % of all intervals deviate less.</param>
/// <param name="WorstMs">Greatest lateness.</param>
public sealed record ConsoleTick(long Count, long Missed, double JitterP50Ms, double JitterP99Ms, double WorstMs);
