using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.Tasks.ControlSuite;

namespace Forewarn.Simulation.Tests.Tasks.ControlSuite;

public sealed class ToleranceTests
{
    private static readonly Gen<Sigmoid> s_sigmoid = Gen.Enum<Sigmoid>();

    [Theory]
    [InlineData(Sigmoid.Gaussian, 0.1, 0.5, 0.5623413251903491)] // 0.1^(1/4)
    [InlineData(Sigmoid.Linear, 0.1, 0.5, 0.55)]
    [InlineData(Sigmoid.Quadratic, 0.1, 0.5, 0.775)]
    [InlineData(Sigmoid.Linear, 0, 1, 0)]
    [InlineData(Sigmoid.Linear, 0, 2, 0)]
    [InlineData(Sigmoid.Quadratic, 0, 3, 0)]
    [InlineData(Sigmoid.Gaussian, 0.1, 2, 1e-4)] // 0.1^4
    public void The_shapes_have_their_closed_forms(Sigmoid sigmoid, double atMargin, double margins, double value)
    {
        var tolerance = new Tolerance(-1, 2, 4, sigmoid, atMargin);
        Assert.Equal(value, tolerance.Of(2 + 4 * margins), 12);
        Assert.Equal(value, tolerance.Of(-1 - 4 * margins), 12);
    }

    [Fact]
    public void It_is_one_inside_falls_outside_and_has_its_value_at_the_margin() =>
        Gen.Select(s_sigmoid, Gen.Double[-5, 5], Gen.Double[0, 3], Gen.Double[0.01, 4], Gen.Double[0.01, 0.99], Gen.Double[0, 6])
            .Sample((sigmoid, lower, width, margin, atMargin, distance) =>
            {
                var tolerance = new Tolerance(lower, lower + width, margin, sigmoid, atMargin);
                Assert.Equal(1, tolerance.Of(lower + width / 2));
                Assert.Equal(atMargin, tolerance.Of(lower - margin), 9);
                Assert.InRange(tolerance.Of(lower - distance), 0, 1);
                Assert.True(tolerance.Of(lower - distance) >= tolerance.Of(lower - distance - 0.1));
                Assert.Equal(tolerance.Of(lower - distance), tolerance.Of(lower + width + distance), 9);
            });

    [Fact]
    public void Without_margin_nothing_counts_outside()
    {
        var tolerance = new Tolerance(0, 1);
        Assert.Equal(1, tolerance.Of(1));
        Assert.Equal(0, tolerance.Of(1.0000001));
        Assert.Equal(1, new Tolerance(3, double.PositiveInfinity, 1).Of(1e300));
    }

    [Fact]
    public void Impossible_shapes_are_refused()
    {
        Assert.Throws<ForewarnException>(() => new Tolerance(1, 0));
        Assert.Throws<ForewarnException>(() => new Tolerance(0, 1, -1));
        Assert.Throws<ForewarnException>(() => new Tolerance(0, 1, 1, Sigmoid.Gaussian, 0));
        Assert.Throws<ForewarnException>(() => new Tolerance(0, 1, 1, Sigmoid.Linear, 1));
    }
}
