namespace Forewarn.Learning.Imitation.Runs;

/// <summary>When a run saves and stops.</summary>
/// <param name="Minutes">Stop after this many minutes with a checkpoint to resume from; 0 = no limit.</param>
/// <param name="CheckpointEvery">Steps between two checkpoints; every slice ends with one.</param>
/// <param name="KeepPolicies">Newest evaluated policies that are kept beside <c>last</c> and <c>best</c>.</param>
public sealed record PolicyPace(double Minutes = 0, long CheckpointEvery = 50_000, int KeepPolicies = 3);
