namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>One episode of play as the data gate needs it: executed as planned, and again with the object displaced.</summary>
/// <param name="Script">What the demonstrator intended.</param>
/// <param name="Label">Outcome as planned.</param>
/// <param name="Displaced">Outcome of the same actions with the object moved.</param>
/// <param name="Plan"><c>[40, 5]</c>.</param>
/// <param name="State">Proprioception at the start <c>[20]</c>.</param>
/// <param name="ObjectPose">True <c>(x m, y m, yaw rad)</c>.</param>
public sealed record TaskGateEpisode(
    string Script, TaskLabel Label, TaskLabel Displaced, float[] Plan, float[] State, float[] ObjectPose);
