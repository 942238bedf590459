namespace Forewarn.Core.Tests;

public sealed class ShapeTests
{
    [Fact]
    public void ARightSizePassesAndAWrongOneIsSpelledOut()
    {
        Shape.Require("latents", 24, ("K", 2), ("H", 3), ("Z", 4));
        var error = Assert.Throws<ForewarnException>(() => Shape.Require("latents", 23, ("K", 2), ("H", 3), ("Z", 4)));
        Assert.Equal("latents: found 23 values, wanted [K=2, H=3, Z=4] = 24.", error.Message);
        Assert.Equal(ExitCode.Failed, error.ExitCode);
    }

    [Fact]
    public void SizesBeyond32BitsAreNotWrapped() =>
        Assert.Throws<ForewarnException>(() => Shape.Require("big", 0, ("a", 1 << 16), ("b", 1 << 16), ("c", 1 << 16)));

    [Fact]
    public void TheFirstNonFiniteNumberIsFound()
    {
        Assert.Equal(-1, Shape.FirstNonFinite([0, float.MaxValue, -0f]));
        Assert.Equal(1, Shape.FirstNonFinite([0, float.NaN, float.NaN]));
        Assert.Equal(0, Shape.FirstNonFinite([float.NegativeInfinity]));
        Assert.Equal(-1, Shape.FirstNonFinite([]));
    }

    [Fact]
    public void AnErrorSaysThingFoundWantedAndFix()
    {
        ForewarnException error = ForewarnException.Of("thing", "a", "b", "Do c.", ExitCode.Usage);
        Assert.Equal("thing: found a, wanted b. Do c.", error.Message);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }
}
