namespace Forewarn.Core;

/// <summary>A decoded picture.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">1 (grey), 3 (RGB) or 4 (RGB and alpha).</param>
/// <param name="Samples"><c>[H, W, C]</c>, top row first.</param>
public sealed record Picture(int Height, int Width, int Channels, byte[] Samples)
{
    /// <summary><c>[H, W, 3]</c>: grey is repeated, alpha is dropped.</summary>
    public byte[] ToRgb()
    {
        if (Channels == 3) return Samples;
        var rgb = new byte[Height * Width * 3];
        for (int from = 0, to = 0; to < rgb.Length; from += Channels, to += 3)
        {
            rgb[to] = Samples[from];
            rgb[to + 1] = Samples[from + (Channels == 1 ? 0 : 1)];
            rgb[to + 2] = Samples[from + (Channels == 1 ? 0 : 2)];
        }
        return rgb;
    }
}
