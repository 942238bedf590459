namespace Forewarn.Inference.Tests;

internal static class Near
{
    public static void Equal(ReadOnlySpan<float> wanted, ReadOnlySpan<float> found, float tolerance = 1e-5f)
    {
        Assert.Equal(wanted.Length, found.Length);
        for (int i = 0; i < wanted.Length; i++)
        {
            bool near = MathF.Abs(wanted[i] - found[i]) <= tolerance;
            Assert.True(near, $"element {i}: found {found[i]}, wanted {wanted[i]}");
        }
    }
}
