using Forewarn.Core;
using Forewarn.Learning.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

public class PlanBasisTests
{
    [Fact]
    public void LinearPlansLeaveNoResidualButTheModes()
    {
        using var scope = NewDisposeScope();
        var data = new SyntheticGrasps(80, 5);
        // In the base frame yaw is not linear in the feature; the other columns are.
        var plans = data.Plans.view(80, -1, 5).index_select(2, tensor(new long[] { 0, 1, 2, 4 })).reshape(80, -1);
        var basis = PlanBasis.Fit(plans, data.Features, 4, new() { Ridge = 0 });
        // The modes move x and y of all rows together: two directions hold everything the pose does not explain.
        Assert.Equal(2, basis.Size);
        Assert.True(basis.Explained > 0.9999);
        var back = basis.Plans(basis.Whiten(plans, data.Features), data.Features);
        Assert.True((back - plans).abs().max().ToDouble() < 1e-4);
    }

    [Fact]
    public void AllDirectionsReconstructAnyPlan()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var plans = randn(30, 12);
        var features = randn(30, 2);
        var basis = PlanBasis.Fit(plans, features, 3, new() { MaxComponents = 30, Explained = 1 });
        Assert.Equal(12, basis.Size);
        var numbers = basis.Whiten(plans, features);
        Assert.True((basis.Plans(numbers, features) - plans).abs().max().ToDouble() < 1e-4);
        // Whitened: zero mean, unit variance, no correlation.
        var covariance = numbers.t().matmul(numbers) / 30;
        Assert.True((covariance - eye(12)).abs().max().ToDouble() < 1e-3);
        Assert.True(numbers.mean([0]).abs().max().ToDouble() < 1e-3);
    }

    [Fact]
    public void FewerComponentsLoseExactlyTheUnexplainedShare()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var plans = randn(60, 20);
        var features = zeros(60, 1);
        var basis = PlanBasis.Fit(plans, features, 1, new() { MaxComponents = 5, Explained = 1, Ridge = 1 });
        Assert.Equal(5, basis.Size);
        var error = basis.Plans(basis.Whiten(plans, features), features) - plans;
        var centered = plans - plans.mean([0], keepdim: true);
        Assert.Equal(1 - basis.Explained, error.pow(2).sum().ToDouble() / centered.pow(2).sum().ToDouble(), 4);
    }

    [Fact]
    public void NullDirectionsAreDropped()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(6);
        var plans = randn(40, 2).matmul(randn(2, 15)) + 1e-6f * randn(40, 15);
        var basis = PlanBasis.Fit(plans, zeros(40, 1), 1, new() { MaxComponents = 15, Explained = 1, Ridge = 1 });
        Assert.Equal(2, basis.Size);
    }

    [Fact]
    public void EqualPlansAreRefused()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ForewarnException>(() => PlanBasis.Fit(ones(10, 10), zeros(10, 4), 5, new()));
        Assert.Contains("do not differ", error.Message);
    }
}
