using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;

namespace Forewarn.Learning.Tests.Constraints.Inverse;

public sealed class ConstraintFitTests
{
    /// <summary>The minimum of the squares is the middle of the two means, whatever the sides' sizes.</summary>
    [Theory]
    [InlineData(5000, 5000)]
    [InlineData(200, 20_000)]
    [InlineData(20_000, 200)]
    public void A_threshold_is_found_for_any_balance_of_the_sides(int demonstrated, int learner)
    {
        var seed = new SeedStream(3);
        var constraint = new ThresholdConstraint();
        ConstraintFit.Run(constraint, Draws(demonstrated, 0, 1), Draws(learner, 1, 2), ConstraintFitOptions.Parametric, seed);
        Assert.InRange(constraint.Limit, 0.96, 1.04);

        float[] Draws(int count, double low, double high) => [.. Enumerable.Range(0, count).Select(_ => (float)seed.Uniform(low, high))];
    }

    /// <summary>Densities 1 and 3 on the right, 1 and 1/3 on the left: raw is (p_L - p_E) / (p_L + p_E) = 1/2 and -1/2.</summary>
    [Fact]
    public void A_network_comes_to_the_ratio_of_densities()
    {
        var seed = new SeedStream(4);
        var net = new NeuralConstraint(1, [32], seed.Child("net"));
        float[] even = [.. Enumerable.Range(0, 40_000).Select(_ => (float)seed.Uniform(-1, 1))];
        float[] right = [.. Enumerable.Range(0, 40_000).Select(_ => (float)(seed.NextDouble() * (seed.Next(4) > 0 ? 1 : -1)))];
        float[] mirrored = [.. right.Select(v => -v)];
        ConstraintFit.Run(net, [.. even, .. mirrored], [.. even, .. right], new() { Steps = 1500, Batch = 1024, LearningRate = 0.01 }, seed);
        var raw = new float[2];
        net.Evaluate([-0.5f, 0.5f], raw);
        // Densities of the two mixtures: (1/2 + 3/4) / 2 and (1/2 + 1/4) / 2 on the right.
        Assert.InRange(raw[1], 0.2, 0.3);
        Assert.InRange(raw[0], -0.3, -0.2);
    }

    /// <summary>Points below y = x / 2 are the learner's; the slope comes out of the squares' normal equation.</summary>
    [Fact]
    public void A_half_plane_and_a_unit_direction_agree_with_the_normal_equation()
    {
        var seed = new SeedStream(5);
        List<float> above = [], below = [];
        while (above.Count < 8000 || below.Count < 8000)
        {
            float x = (float)seed.Uniform(0.5, 2), y = (float)seed.Uniform(-1, 2);
            (y > x / 2 ? above : below).AddRange([x, y]);
        }
        var plane = new HalfPlaneConstraint();
        ConstraintFit.Run(plane, above.ToArray(), below.ToArray(), ConstraintFitOptions.Parametric, seed);
        // d/dw of both means: w (E x^2 + L x^2) = E (x y - x) + L (x y + x).
        double squares = Mean(above, (x, _) => x * x) + Mean(below, (x, _) => x * x);
        double right = Mean(above, (x, y) => x * y - x) + Mean(below, (x, y) => x * y + x);
        Assert.Equal(right / squares, plane.Slope, 0.03);

        var unit = new UnitLinearConstraint(2);
        ConstraintFit.Run(unit, above.ToArray(), below.ToArray(), ConstraintFitOptions.Parametric, seed);
        Assert.Equal(1, unit.Weights[0] * unit.Weights[0] + unit.Weights[1] * unit.Weights[1], 1e-5);
        Assert.True(unit.Weights[0] > 0 && unit.Weights[1] < 0);

        static double Mean(List<float> points, Func<double, double, double> of) =>
            Enumerable.Range(0, points.Count / 2).Average(i => of(points[2 * i], points[2 * i + 1]));
    }

    [Fact]
    public void A_side_without_states_is_refused() => Assert.Throws<ForewarnException>(() =>
        ConstraintFit.Run(new ThresholdConstraint(), [], [1f], ConstraintFitOptions.Parametric, new SeedStream(1)));
}
