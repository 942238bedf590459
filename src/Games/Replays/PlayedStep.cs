namespace Forewarn.Games;

/// <summary>One step of a played episode.</summary>
/// <param name="Told">Joint action that was recommended.</param>
/// <param name="Played">Joint action that was played.</param>
/// <param name="Rewards">Of every agent, <c>[m]</c>.</param>
public sealed record PlayedStep(int State, int Told, int Played, IReadOnlyList<double> Rewards);
