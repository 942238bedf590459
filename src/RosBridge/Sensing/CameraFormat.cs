namespace Forewarn.RosBridge;

/// <summary>A picture as the models want it: RGB, 8 bit.</summary>
public sealed record CameraFormat(string Name, int Height, int Width);
