namespace Forewarn.Learning.Tests.Reinforcement;

/// <summary>Comparison of long arrays, relative to their largest number.</summary>
internal static class Near
{
    public static void Equal(IReadOnlyList<double> wanted, ReadOnlySpan<float> found, double tolerance = 2e-5)
    {
        Assert.Equal(wanted.Count, found.Length);
        double scale = wanted.Max(Math.Abs);
        Assert.True(scale > 0, "Nothing to compare: all gradients are 0.");
        for (int i = 0; i < found.Length; i++)
            Assert.True(Math.Abs(wanted[i] - found[i]) <= tolerance * scale, $"[{i}]: found {found[i]:R}, wanted {wanted[i]:R}, scale {scale:R}");
    }
}
