using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

public class PlanFrameTests
{
    private static readonly SceneEye Eye = new(new());
    private static readonly PlanFrame Frame = PlanFrame.Of(SyntheticGrasps.Spec, Eye.Options)!;

    private static readonly Gen<float[]> Pose =
        Gen.Select(Gen.Float[0.4f, 0.6f], Gen.Float[-0.2f, 0.2f], Gen.Float[-3f, 3f], (x, y, yaw) => new[] { x, y, yaw });

    [Fact]
    public void APlanByHand()
    {
        using var scope = NewDisposeScope();
        // The object's x axis is the base's y axis, so 3 cm along the base's y is 3 cm ahead, 2 cm along x is to the right.
        var plan = tensor(new[] { 0.5f, 0.13f, 0.2f, 1.5f, 0.04f, 0.52f, 0.1f, 0.1f, MathF.PI, 0f }).unsqueeze(0);
        var seen = Frame.ToObject(plan, Feature([0.5f, 0.1f, MathF.PI / 2]), 5).data<float>().ToArray();
        float quarter = MathF.PI / 2;
        Close([0.03f, 0, 0.2f, 1.5f - quarter, 0.04f, 0, -0.02f, 0.1f, quarter, 0], seen, 1e-6);
    }

    [Fact]
    public void ThereAndBackIsNoWay() => Gen.Select(Pose, Gen.ULong).Sample((pose, seed) =>
    {
        using var scope = NewDisposeScope();
        var plan = Plan(seed);
        var back = Frame.ToBase(Frame.ToObject(plan, Feature(pose), 5), Feature(pose), 5);
        return (back - plan).abs().max().ToDouble() < 1e-5;
    });

    [Fact]
    public void AMovedSceneWithItsPlanIsTheSameNumbers() => Gen.Select(Pose, Pose, Gen.ULong).Sample((from, to, seed) =>
    {
        using var scope = NewDisposeScope();
        float[] plan = Plan(seed).data<float>().ToArray(), moved = [.. plan];
        float turn = to[2] - from[2];
        for (int i = 0; i < plan.Length; i += 5)
        {
            float u = plan[i] - from[0], v = plan[i + 1] - from[1];
            moved[i] = to[0] + MathF.Cos(turn) * u - MathF.Sin(turn) * v;
            moved[i + 1] = to[1] + MathF.Sin(turn) * u + MathF.Cos(turn) * v;
            moved[i + 3] = plan[i + 3] + turn;
        }
        var a = Frame.ToObject(tensor(plan).unsqueeze(0), Feature(from), 5);
        var b = Frame.ToObject(tensor(moved).unsqueeze(0), Feature(to), 5);
        return (a - b).abs().max().ToDouble() < 1e-5;
    });

    [Fact]
    public void OnlyTheDirectionOfTheFeatureCounts()
    {
        // An eye's cosine and sine do not lie on the circle.
        using var scope = NewDisposeScope();
        var feature = Feature([0.52f, -0.04f, 0.6f]);
        var longer = feature * tensor(new[] { 1f, 1f, 1.3f, 1.3f });
        Assert.True((Frame.ToBase(Plan(1), feature, 5) - Frame.ToBase(Plan(1), longer, 5)).abs().max().ToDouble() < 1e-6);
    }

    [Fact]
    public void OneFeatureServesAllPlans()
    {
        using var scope = NewDisposeScope();
        var (plans, feature) = (cat([Plan(1), Plan(2)], 0), Feature([0.52f, -0.04f, -2f]));
        var each = Frame.ToBase(plans, feature.repeat(2, 1), 5);
        Assert.Equal(0, (Frame.ToBase(plans, feature, 5) - each).abs().max().ToDouble());
    }

    [Fact]
    public void RegressorsAreTheFeatureAndItsProductsOfPositionAndDirection()
    {
        using var scope = NewDisposeScope();
        float[] found = PlanFrame.Regressors(tensor(new[] { 2f, 3f, 5f, 7f }).unsqueeze(0)).data<float>().ToArray();
        Assert.Equal([2, 3, 5, 7, 10, 21, 14, 15], found);
    }

    [Fact]
    public void TheWayFromAFixedStartIsLinearInTheRegressors()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var features = cat([.. Enumerable.Range(0, 40).Select(i => Feature([0.5f + 0.001f * i, 0.1f * MathF.Sin(i), 0.15f * i - 3f]))], 0);
        var start = tensor(new[] { 0.31, 0.02, 0.4, 0, 0.055 }).repeat(40, 1);
        var seen = Frame.ToObject(start, features.to(ScalarType.Float64), 5).narrow(1, 0, 2);
        var regressors = PlanFrame.Regressors(features.to(ScalarType.Float64));
        var missed = seen - RidgeFit.WithOne(regressors).matmul(RidgeFit.Solve(regressors, seen, 0));
        Assert.True(missed.abs().max().ToDouble() < 1e-6);
        // The feature alone does not hold it: the products are needed.
        var alone = features.to(ScalarType.Float64);
        missed = seen - RidgeFit.WithOne(alone).matmul(RidgeFit.Solve(alone, seen, 0));
        Assert.True(missed.abs().max().ToDouble() > 1e-3);
    }

    [Fact]
    public void ColumnsAreFoundByNameAndPlansWithoutAPoseHaveNoFrame()
    {
        ActionSpec Spec(params string[] names) => new("absolute", "base", 10, names);
        var found = PlanFrame.Of(Spec("width_m", "yaw_rad", "y_m", "x_m"), Eye.Options)!;
        Assert.Equal((3, 2, 1), (found.X, found.Y, found.Yaw));
        Assert.Null(PlanFrame.Of(Spec("x_m", "y_m", "width_m"), Eye.Options));
    }

    private static Tensor Feature(float[] pose) => tensor(Eye.Target(pose)).unsqueeze(0);

    private static Tensor Plan(ulong seed)
    {
        var stream = new SeedStream(seed);
        var values = new float[3 * 5];
        for (int i = 0; i < values.Length; i++) values[i] = (float)stream.Uniform(-0.6, 0.6);
        return tensor(values).unsqueeze(0);
    }

    private static void Close(float[] wanted, float[] found, double tolerance)
    {
        Assert.Equal(wanted.Length, found.Length);
        for (int i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], found[i], tolerance);
    }
}
