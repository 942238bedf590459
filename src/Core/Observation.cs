namespace Forewarn.Core;

/// <summary>
/// What the robot senses at one instant.
/// </summary>
/// <param name="Images">One frame per camera, in the order of the model package.</param>
/// <param name="State">Proprioception <c>[S]</c>; names and units are in the model package.</param>
/// <param name="Stamp">Monotonic time of the observation since the start of the process or episode.</param>
public sealed record Observation(IReadOnlyList<CameraFrame> Images, float[] State, TimeSpan Stamp)
{
    /// <exception cref="ForewarnException">The camera is not part of this observation.</exception>
    public CameraFrame Image(string camera) =>
        Images.FirstOrDefault(f => f.Camera == camera)
        ?? throw ForewarnException.Of($"camera '{camera}'", string.Join(", ", Images.Select(f => f.Camera)), $"'{camera}'",
            "Map the robot's camera names in the configuration.");
}
