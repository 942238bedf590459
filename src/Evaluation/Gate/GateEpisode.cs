namespace Forewarn.Evaluation.Gate;

/// <summary>What the data gate needs to know about one episode.</summary>
/// <param name="Script">What the demonstrator intended.</param>
/// <param name="Outcome">Class of the outcome, from physics.</param>
/// <param name="Plan">Actions <c>[T, A]</c>.</param>
/// <param name="State">Proprioception at the start <c>[S]</c>.</param>
/// <param name="Pose">True pose of the object at the start: x m, y m, yaw rad.</param>
/// <param name="Replayed">Outcome of the same actions after the object was displaced; null when not replayed.</param>
public sealed record GateEpisode(
    string Script, string Outcome, float[] Plan, float[] State, float[] Pose, string? Replayed = null);
