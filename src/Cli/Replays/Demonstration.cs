namespace Forewarn.Cli.Replays;

/// <summary>A plan that was executed, and where the arm was.</summary>
/// <param name="Name">For messages.</param>
/// <param name="State">Proprioception before it, <c>[S]</c>.</param>
/// <param name="Plan"><c>[T, A]</c>.</param>
internal sealed record Demonstration(string Name, float[] State, float[] Plan);
