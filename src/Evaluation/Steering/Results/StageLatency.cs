namespace Forewarn.Evaluation.Steering;

/// <summary>Milliseconds of one stage; a worker's first scene is left out.</summary>
public sealed record StageLatency(string Stage, double P50Ms, double P99Ms, int Count);
