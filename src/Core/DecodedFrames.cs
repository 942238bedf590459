namespace Forewarn.Core;

/// <summary>Pictures decoded from imagined states, for people only; never on the deadline path.</summary>
/// <param name="Frames">Per plan and step one frame per camera, <c>[K][H][cameras]</c>.</param>
public sealed record DecodedFrames(IReadOnlyList<IReadOnlyList<IReadOnlyList<CameraFrame>>> Frames);
