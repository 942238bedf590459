namespace Forewarn.Recording;

/// <summary>A camera picture of a <see cref="PreferenceObservation"/>.</summary>
/// <param name="Png">The whole PNG file; base64 in the record.</param>
public sealed record PreferencePicture(string Camera, int Height, int Width, byte[] Png);
