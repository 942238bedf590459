namespace Forewarn.Recording;

/// <summary>What the robot saw when the plans of a <see cref="PreferenceRecord"/> were proposed.</summary>
/// <param name="Stamp">Monotonic time, s.</param>
/// <param name="State">Proprioception <c>[S]</c>.</param>
public sealed record PreferenceObservation(double Stamp, float[] State, IReadOnlyList<PreferencePicture> Images);
