namespace Forewarn.Learning.WorldModels;

/// <summary>A square part of a picture, in pixels from its top left corner.</summary>
public sealed record SquareCrop(int Top, int Left, int Size);
