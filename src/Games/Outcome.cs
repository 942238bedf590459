namespace Forewarn.Games;

/// <summary>A state that a joint action may lead to.</summary>
public readonly record struct Outcome(int State, double Probability);
