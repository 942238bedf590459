namespace Forewarn.Evaluation.Reports;

/// <summary>Colors of curves, told apart in gray too: from dark to light, each with a line pattern of its own.</summary>
public static class PlotPalette
{
    // Lightness rises by even steps, so neighbors differ as much as the page allows; hues differ for common color blindness too.
    private static readonly string[] Dark = ["#16213E", "#7A1F5C", "#B23A1E", "#1E8F72", "#D98E04", "#88BBEE"];

    /// <summary>Curves that differ in color; beyond them colors come again with other patterns.</summary>
    public static int Colors => Dark.Length;

    /// <summary>Hexadecimal RGB of curve number <paramref name="index"/> of <paramref name="count"/>.</summary>
    public static string Hex(int index, int count)
    {
        if (count >= Dark.Length) return Dark[index % Dark.Length];
        // Few curves are spread over the whole range of lightness, the lightest left out where it can be.
        double step = count <= 3 ? 2 : (Dark.Length - 1.0) / (count - 1);
        return Dark[(int)Math.Round(index * step)];
    }

    /// <summary>Luminance of a color in [0, 1] as gray print shows it (Rec. 709 on encoded values).</summary>
    public static double Gray(string hex) =>
        (0.2126 * Channel(hex, 1) + 0.7152 * Channel(hex, 3) + 0.0722 * Channel(hex, 5)) / 255;

    private static int Channel(string hex, int at) => Convert.ToInt32(hex.Substring(at, 2), 16);
}
