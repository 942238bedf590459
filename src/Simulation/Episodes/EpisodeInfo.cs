using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Simulation.Episodes;

/// <summary>What is known about one recorded episode.</summary>
/// <param name="Seed">Key of the episode's stream: resetting with it gives the same scene.</param>
/// <param name="Source"><c>script</c> or <c>policy</c>.</param>
/// <param name="Script">Name of the demonstrator's script, or of the policy; never a label.</param>
/// <param name="Label">Outcome and attributes from contacts and pose.</param>
/// <param name="MugPose">True <c>(x m, y m, yaw rad)</c> at the start: for labels and perception pretraining only.</param>
public sealed record EpisodeInfo(ulong Seed, string Source, string Script, CupLabel Label, float[] MugPose);
