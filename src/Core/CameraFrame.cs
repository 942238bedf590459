namespace Forewarn.Core;

/// <summary>One camera picture. <paramref name="Rgb"/> is <c>[H, W, 3]</c>, top row first.</summary>
public sealed record CameraFrame(string Camera, int Height, int Width, byte[] Rgb);
