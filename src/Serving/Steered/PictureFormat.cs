namespace Forewarn.Serving;

/// <summary>A camera as the models were trained with it.</summary>
public sealed record PictureFormat(string Camera, int Height, int Width);
