namespace Forewarn.Learning.MultiAgent;

/// <summary>One step of a simulated episode.</summary>
/// <param name="Told">Joint action that was recommended.</param>
/// <param name="Played">Joint action that was played; another where an agent deviated.</param>
public readonly record struct EpisodeStep(int State, int Told, int Played);
