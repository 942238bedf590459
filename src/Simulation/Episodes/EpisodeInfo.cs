using System.Text.Json.Serialization;
using Forewarn.Simulation.Tasks;

namespace Forewarn.Simulation.Episodes;

/// <summary>What is known about one recorded episode.</summary>
/// <param name="Seed">Key of the episode's stream: resetting with it gives the same scene.</param>
/// <param name="Source"><c>script</c> or <c>policy</c>.</param>
/// <param name="Script">Name of the demonstrator's script, or of the policy; never a label.</param>
/// <param name="Label">Outcome and attributes from contacts and pose.</param>
/// <param name="ObjectPose">
/// True <c>(x m, y m, yaw rad)</c> of what the plan is aimed at, at the start: for labels and perception pretraining only. In the
/// file it has the name that the first task gave it.
/// </param>
public sealed record EpisodeInfo(
    ulong Seed, string Source, string Script, TaskLabel Label, [property: JsonPropertyName("mugPose")] float[] ObjectPose);
