using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Learning.Constraints.Sled;
using Xunit;

namespace Forewarn.Learning.Tests.Constraints.Sled;

public sealed class SledCaseTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Experts_come_near_the_limit_and_never_break_it(bool velocity)
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libmujoco.so.2.2.2", out _), "libmujoco2.2.2 is not installed.");
        var what = velocity ? SledCase.Velocity : SledCase.Position;
        for (int task = 0; task < what.Worths.Count; task++)
        {
            var shown = what.Demonstrate(task, 4, new SeedStream(3).Child("experts", task)).Task.Demonstrations;
            double least = double.PositiveInfinity;
            for (int i = 0; i < shown.Count; i++) least = Math.Min(least, what.Margin(shown.NextStates.Slice(4 * i, 4)));
            Assert.InRange(least, 1e-6, 0.06);
        }
    }

    [Fact]
    public void The_edge_of_a_parametric_constraint_is_its_parameter()
    {
        var velocity = SledCase.Velocity;
        Assert.Equal(0.625, SledEdge.Of(velocity, velocity.Blank(new ThresholdConstraint(0.625f))));
        var position = SledCase.Position;
        Assert.Equal(0.375, SledEdge.Of(position, position.Blank(new HalfPlaneConstraint(0.375f))));
    }

    [Fact]
    public void The_edge_of_a_network_is_where_only_learners_went()
    {
        var velocity = SledCase.Velocity;
        var constraint = velocity.Blank(new NeuralConstraint(1, [32, 32], new SeedStream(1)));
        var draw = new SeedStream(2);
        float[] shown = [.. Enumerable.Range(0, 4000).Select(_ => (float)draw.Uniform(0, 0.75))];
        float[] learner = [.. Enumerable.Range(0, 4000).Select(_ => (float)draw.Uniform(0, 1.5))];
        constraint.Fit(shown, learner, new() { Steps = 800, Batch = 512 }, draw);
        Assert.InRange(SledEdge.Of(velocity, constraint), 0.7, 0.8);
    }

    [Fact]
    public void The_slope_of_a_network_s_edge_is_found_where_it_has_data()
    {
        var position = SledCase.Position;
        var constraint = position.Blank(new NeuralConstraint(2, [32, 32], new SeedStream(1)));
        var draw = new SeedStream(2);
        float[] shown = Points(0.05, 0.8), learner = Points(-0.8, 0.8);
        constraint.Support.Observe(learner);
        constraint.Support.Observe(shown);
        constraint.Fit(shown, learner, new() { Steps = 800, Batch = 512 }, draw);
        Assert.InRange(SledEdge.Of(position, constraint), 0.4, 0.6);

        float[] Points(double from, double to)
        {
            var points = new float[2 * 6000];
            for (int i = 0; i < points.Length; i += 2)
            {
                double x = draw.Uniform(-2, 2);
                (points[i], points[i + 1]) = ((float)x, (float)(0.5 * x + draw.Uniform(from, to)));
            }
            return points;
        }
    }
}
