namespace Forewarn.Learning.Imitation;

/// <summary>A data set with its origin.</summary>
/// <param name="Sha256">Of the file, in lower-case hexadecimal; empty before it is written.</param>
public sealed record RecordedTransitions(TransitionSet Set, TransitionSetInfo Info, string Sha256 = "");
