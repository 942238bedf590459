namespace Forewarn.Learning.Preferences.Roads;

/// <summary>A judged pair of answers to a prompt.</summary>
/// <param name="FirstWins">Probability that the first is the better one; 1 for a plain label.</param>
public readonly record struct RoadsPair(int Prompt, int First, int Second, double FirstWins = 1);
