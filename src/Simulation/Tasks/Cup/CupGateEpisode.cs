namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>One episode of play as the data gate needs it: executed as planned, and again with the mug displaced.</summary>
/// <param name="Script">What the demonstrator intended.</param>
/// <param name="Label">Outcome as planned.</param>
/// <param name="Displaced">Outcome of the same actions with the mug moved.</param>
/// <param name="Plan"><c>[40, 5]</c>.</param>
/// <param name="State">Proprioception at the start <c>[20]</c>.</param>
/// <param name="ObjectPose">True <c>(x m, y m, yaw rad)</c>.</param>
public sealed record CupGateEpisode(
    CupScript Script, CupLabel Label, CupLabel Displaced, float[] Plan, float[] State, float[] ObjectPose);
