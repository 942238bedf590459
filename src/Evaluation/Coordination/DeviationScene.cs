namespace Forewarn.Evaluation.Coordination;

/// <summary>Where the bodies of a game move, seen from above; lengths in meters, y upward.</summary>
/// <param name="View">Left, bottom, width, height of what is shown.</param>
/// <param name="Walls">Left, bottom, width, height of every wall.</param>
/// <param name="Radius">Of every body, a disc.</param>
/// <param name="FramesPerStep">Frames of motion between two recommendations.</param>
public sealed record DeviationScene(double[] View, IReadOnlyList<double[]> Walls, double Radius, int FramesPerStep);
