using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
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
    public void A_constraint_starts_out_forbidding_nothing_and_then_forbids_beyond_its_number()
    {
        var velocity = SledCase.Velocity.Blank();
        Assert.Equal(-1, velocity.Raw([0, 0, 9, 0]));
        // Demonstrations at .5, learners at 1: halfway between.
        velocity.Fit([0.5f], [1f], ConstraintFitOptions.Parametric, new SeedStream(1));
        Assert.Equal(0.75, velocity.Function.Values[0], 3);
        Assert.True(velocity.Raw([0, 0, 0.8f, 0]) > 0);
        Assert.True(velocity.Raw([9, 9, 0.7f, 9]) < 0);
    }

    [Fact]
    public void A_line_learned_from_both_of_its_sides_has_their_slope()
    {
        var position = SledCase.Position.Blank();
        // y = x / 2 + 1 above and y = x / 2 - 1 below, symmetric in x: the loss is 0 at the slope between.
        position.Fit([-2, 0, 2, 2], [-2, -2, 2, 0], ConstraintFitOptions.Parametric, new SeedStream(1));
        Assert.Equal(0.5, position.Function.Values[0], 2);
    }
}
