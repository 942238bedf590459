namespace Forewarn.Simulation.Misspecification;

/// <summary>Says yes or no to what the environment senses, <c>[S]</c>.</summary>
public delegate bool StatePredicate(ReadOnlySpan<double> state);
