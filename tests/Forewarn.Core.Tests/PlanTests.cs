using CsCheck;

namespace Forewarn.Core.Tests;

public sealed class PlanTests
{
    private static readonly ActionSpec Spec = new("absolute", "base", 10, ["x_m", "width_m"]);

    [Fact]
    public void ProposalsAreRowMajorAndViewsAgreeWithCopies() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 7]).Sample((count, steps) =>
        {
            float[] values = [.. Enumerable.Range(0, count * steps * 2).Select(i => (float)i)];
            var plans = new ActionProposals(values, count, Spec);
            Assert.Equal((count, steps), (plans.Count, plans.Steps));
            for (int n = 0; n < count; n++)
            {
                ActionChunk chunk = plans.Chunk(n);
                Assert.Equal(plans.Plan(n).ToArray(), chunk.Values);
                for (int t = 0; t < steps; t++)
                    Assert.Equal([(n * steps + t) * 2f, (n * steps + t) * 2f + 1], chunk.Row(t).ToArray());
            }
            Assert.Equal(1, plans.Mass.Sum(), 1e-5);
        });

    [Fact]
    public void AChunkIsACopy()
    {
        var plans = new ActionProposals([1, 2, 3, 4], 2, Spec);
        plans.Chunk(0).Values[0] = 9;
        Assert.Equal(1, plans.Values[0]);
    }

    [Fact]
    public void SelectingKeepsOrderAndMass()
    {
        var plans = new ActionProposals([1, 2, 3, 4, 5, 6], 3, Spec, [0.5f, 0.3f, 0.2f]);
        ActionProposals chosen = plans.Select([2, 0]);
        Assert.Equal([5f, 6f, 1f, 2f], chosen.Values);
        Assert.Equal([0.2f, 0.5f], chosen.Mass);
        Assert.Equal([0.9f, 0.1f], plans.Select([2, 0], [0.9f, 0.1f]).Mass);
    }

    [Fact]
    public void WrongSizesAreNamed()
    {
        Assert.Throws<ForewarnException>(() => new ActionProposals([1, 2, 3], 1, Spec));
        Assert.Throws<ForewarnException>(() => new ActionProposals([], 1, Spec));
        Assert.Throws<ForewarnException>(() => new ActionProposals([1, 2], 0, Spec));
        var error = Assert.Throws<ForewarnException>(() => new ActionProposals([1, 2], 1, Spec, [1, 1]));
        Assert.Contains("mass", error.Message);
        Assert.Contains("A=2", Assert.Throws<ForewarnException>(() => new ActionChunk([1, 2, 3], Spec)).Message);
        Assert.Throws<ForewarnException>(() => new ActionChunk([], Spec));
    }

    [Fact]
    public void SpecsMatchByEveryMember()
    {
        Assert.True(Spec.Matches(new("absolute", "base", 10, ["x_m", "width_m"])));
        Assert.All<ActionSpec>(
            [
                Spec with { Representation = "delta" }, Spec with { Frame = "tool" }, Spec with { RateHz = 20 },
                Spec with { Names = ["width_m", "x_m"] },
            ],
            other => Assert.False(Spec.Matches(other)));
    }
}
