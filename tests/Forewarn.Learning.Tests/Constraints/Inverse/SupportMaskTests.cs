using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;

namespace Forewarn.Learning.Tests.Constraints.Inverse;

public sealed class SupportMaskTests
{
    [Fact]
    public void What_nobody_visited_is_unknown_and_never_allowed()
    {
        var model = new ConstraintModel(new(1, [0], []), new ThresholdConstraint(0.5f), new SupportMask([0.1f], least: 2));
        model.Support.Observe([0.11f, 0.12f, 0.95f, 0.95f, 0.3f]);
        model.Fit([0.11f], [0.95f], ConstraintFitOptions.Parametric with { Batch = 64 }, new SeedStream(1));
        Assert.Equal(ConstraintReading.Allowed, model.Judge([0.19f]));
        Assert.Equal(ConstraintReading.Forbidden, model.Judge([0.99f]));
        // Once is not twice, and a little further on nobody has been at all.
        Assert.Equal(ConstraintReading.Unknown, model.Judge([0.31f]));
        Assert.Equal(ConstraintReading.Unknown, model.Judge([-0.05f]));
        Assert.Equal(ConstraintReading.Unknown, model.Judge([float.NaN]));
        Assert.Equal(ConstraintReading.Unknown, model.Judge([1e30f]));
        Assert.Equal(2, model.Support.Cells);
        model.Raw([], []);
    }

    /// <summary>Two points are in one cell exactly when all of their floors agree.</summary>
    [Fact]
    public void Cells_are_those_of_a_grid() => Gen.Select(Gen.Float[-50, 50].Array[3], Gen.Float[-50, 50].Array[3]).Sample((a, b) =>
    {
        var mask = new SupportMask([0.5f, 3, 20]);
        mask.Observe(a);
        bool same = MathF.Floor(a[0] / 0.5f) == MathF.Floor(b[0] / 0.5f) && MathF.Floor(a[1] / 3) == MathF.Floor(b[1] / 3)
            && MathF.Floor(a[2] / 20) == MathF.Floor(b[2] / 20);
        Assert.Equal(same, mask.Contains(b));
        Assert.True(mask.Contains(a));
    });

    [Fact]
    public void A_mask_without_sense_is_refused()
    {
        Assert.Throws<ForewarnException>(() => new SupportMask([]));
        Assert.Throws<ForewarnException>(() => new SupportMask([0.1f, 0]));
        Assert.Throws<ForewarnException>(() => new SupportMask([0.1f], 0));
    }
}
