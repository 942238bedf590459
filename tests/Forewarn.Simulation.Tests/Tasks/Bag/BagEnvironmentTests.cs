using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Bag;

namespace Forewarn.Simulation.Tests.Tasks.Bag;

public class BagEnvironmentTests
{
    private static readonly SeedStreams Seeds = new(31);
    private static readonly BagTask Task = new();

    private static float[] Plan(BagEnvironment environment, BagScript script, int episode)
    {
        environment.Reset(Seeds.Stream("scene", episode));
        return Task.Plan(script.ToString(), environment, Task.Scenes, Seeds.Stream("script", episode));
    }

    private static BagLabel Play(BagEnvironment environment, float[] plan)
    {
        PlanExecutor.Run(environment, plan);
        return environment.Label;
    }

    // Demonstrators aim at the middle of their tolerance: the intended outcome is the rule, not luck.
    [Theory]
    [InlineData(BagScript.Corner, BagOutcome.Corner, null)]
    [InlineData(BagScript.Edge, BagOutcome.Edge, null)]
    [InlineData(BagScript.Middle, BagOutcome.Middle, BagSqueeze.Gentle)]
    [InlineData(BagScript.MiddleHard, BagOutcome.Middle, BagSqueeze.Hard)]
    [InlineData(BagScript.Crush, BagOutcome.Crushed, BagSqueeze.None)]
    [InlineData(BagScript.Drop, BagOutcome.Dropped, BagSqueeze.None)]
    [InlineData(BagScript.Loose, BagOutcome.Dropped, BagSqueeze.None)]
    [InlineData(BagScript.Miss, BagOutcome.Missed, BagSqueeze.None)]
    public void DemonstratorsUsuallyCauseWhatTheyIntend(BagScript script, BagOutcome outcome, BagSqueeze? squeeze)
    {
        using var environment = new BagEnvironment();
        var labels = Enumerable.Range(0, 12).Select(i => Play(environment, Plan(environment, script, i))).ToArray();
        Assert.True(labels.Count(l => l.Outcome == outcome && (squeeze is null || l.Squeeze == squeeze)) >= 11, string.Join(" ", labels));
        Assert.Contains(labels, l => l.Speed == Pace.Fast);
        Assert.Contains(labels, l => l.Speed == Pace.Slow);
        if (squeeze is null) Assert.Equal([BagSqueeze.Gentle, BagSqueeze.Hard], labels.Select(l => l.Squeeze).Distinct().Order());
    }

    // The figures of docs/concepts/task-bag.md.
    [Theory, Trait("Speed", "Slow")]
    [InlineData(BagScript.Corner, BagOutcome.Corner)]
    [InlineData(BagScript.Edge, BagOutcome.Edge)]
    [InlineData(BagScript.Middle, BagOutcome.Middle)]
    [InlineData(BagScript.MiddleHard, BagOutcome.Middle)]
    [InlineData(BagScript.Crush, BagOutcome.Crushed)]
    [InlineData(BagScript.Drop, BagOutcome.Dropped)]
    [InlineData(BagScript.Loose, BagOutcome.Dropped)]
    [InlineData(BagScript.Miss, BagOutcome.Missed)]
    public void OverManyScenesScriptsCauseWhatTheyIntend(BagScript script, BagOutcome outcome)
    {
        using var environment = new BagEnvironment();
        var seeds = new SeedStreams(21);
        int count = 0;
        for (int i = 0; i < 300; i++)
        {
            var seed = seeds.Stream("bag/", i);
            environment.Reset(seed.Child("scene"));
            if (Play(environment, Task.Plan(script.ToString(), environment, Task.Scenes, seed.Child("script"))).Outcome == outcome) count++;
        }
        Assert.InRange(count, 298, 300);
    }

    // Errors of pose, height and width such as an eye and a sampler make.
    [Theory, Trait("Speed", "Slow")]
    [InlineData(BagScript.Corner, BagOutcome.Corner)]
    [InlineData(BagScript.Edge, BagOutcome.Edge)]
    [InlineData(BagScript.Middle, BagOutcome.Middle)]
    [InlineData(BagScript.MiddleHard, BagOutcome.Middle)]
    [InlineData(BagScript.Crush, BagOutcome.Crushed)]
    [InlineData(BagScript.Drop, BagOutcome.Dropped)]
    public void PlansForABagALittleAsideStillCauseWhatTheyIntend(BagScript script, BagOutcome outcome)
    {
        using var environment = new BagEnvironment();
        var seeds = new SeedStreams(33);
        int count = 0;
        for (int i = 0; i < 100; i++)
        {
            var seed = seeds.Stream("bag/", i);
            var noise = seed.Child("noise");
            environment.Reset(seed.Child("scene"));
            var plan = Task.Plan(script.ToString(), environment, Task.Scenes, seed.Child("script"));
            environment.Reset(seed.Child("scene"), 0.003 * noise.NextNormal(), 0.003 * noise.NextNormal(), 0.04 * noise.NextNormal());
            float dz = (float)(0.001 * noise.NextNormal()), dwidth = (float)(0.0005 * noise.NextNormal());
            for (int t = 12; t < ArmTask.PlanSteps; t++) (plan[t * 5 + 2], plan[t * 5 + 4]) = (plan[t * 5 + 2] + dz, plan[t * 5 + 4] + dwidth);
            if (Play(environment, plan).Outcome == outcome) count++;
        }
        Assert.InRange(count, 98, 100);
    }

    [Theory]
    [InlineData(BagScript.Corner, 12)]
    [InlineData(BagScript.Edge, 25)]
    [InlineData(BagScript.MiddleHard, 23)]
    [InlineData(BagScript.Crush, 24)]
    [InlineData(BagScript.Drop, 33)]
    public void LoadedStateContinuesBitExactlyInAnotherEnvironment(BagScript script, int splitTick)
    {
        using BagEnvironment a = new(), b = new();
        var plan = Plan(a, script, 5);
        PlanExecutor.Rows(a, plan.AsSpan(0, splitTick * 5));
        byte[] saved = a.SaveState();
        b.Reset(Seeds.Stream("another scene"));
        b.LoadState(saved);
        PlanExecutor.Rows(a, plan.AsSpan(splitTick * 5));
        PlanExecutor.Rows(b, plan.AsSpan(splitTick * 5));
        Assert.Equal(a.State(), b.State());
        Assert.Equal(a.Label, b.Label);
        Assert.Equal(a.BellyTravel, b.BellyTravel);
        Assert.Equal(a.SaveState(), b.SaveState());
    }

    // The same grasp of the belly with ever narrower fingers: too loose to lift, gentle, hard, crushed.
    [Fact]
    public void ANarrowerGripOfTheBellySqueezesMoreUntilTheChipsBreak()
    {
        using var environment = new BagEnvironment();
        var plan = Plan(environment, BagScript.Middle, 2);
        var grips = new[] { 0.0272f, 0.0220f, 0.0160f, 0f }.Select(width =>
        {
            environment.Reset(Seeds.Stream("scene", 2));
            for (int t = 20; t < ArmTask.PlanSteps; t++) plan[t * 5 + 4] = width;
            var label = Play(environment, plan);
            return (label.Outcome, label.Squeeze);
        });
        Assert.Equal(
        [
            (BagOutcome.Dropped, BagSqueeze.None), (BagOutcome.Middle, BagSqueeze.Gentle), (BagOutcome.Middle, BagSqueeze.Hard),
            (BagOutcome.Crushed, BagSqueeze.None),
        ], grips);
    }

    [Theory]
    [InlineData(BagScript.Corner)]
    [InlineData(BagScript.Middle)]
    public void AHeldBagStaysInTheHand(BagScript script)
    {
        using var environment = new BagEnvironment();
        var held = Play(environment, Plan(environment, script, 3));
        Assert.True(held.Held);
        var before = environment.ObjectPose;
        float width = (float)environment.Command.Width;
        for (int t = 0; t < 6; t++) environment.Step([0, 0.012f, 0, 0, 0, 0, width]);
        Assert.InRange(environment.ObjectPose.Y - before.Y, 0.06, 0.085);
        Assert.Equal(held.Outcome, environment.Label.Outcome);
        // An opened hand holds nothing.
        for (int t = 0; t < 6; t++) environment.Step([0, 0, 0, 0, 0, 0, 0.055f]);
        Assert.Equal(BagOutcome.Dropped, environment.Label.Outcome);
    }

    [Fact]
    public void LabelsComeFromPhysicsNotFromTheScript()
    {
        using var environment = new BagEnvironment();
        var plan = Plan(environment, BagScript.Edge, 3);
        environment.Reset(Seeds.Stream("scene", 3), -0.25, 0, 0);
        Assert.Equal(BagOutcome.Missed, Play(environment, plan).Outcome);
    }

    [Fact]
    public void PicturesShowWhereTheBagStandsAndWhichEndIsItsCorner()
    {
        Assert.SkipUnless(MuJoCo.Renderer.IsAvailable(out string? reason), reason ?? "");
        using var environment = new BagEnvironment();
        var (seen, _) = Red(environment, 0, 0);
        // The front camera looks back at the robot: +y (robot's left) is to the right of its picture.
        var (moved, _) = Red(environment, 0.05, 0);
        Assert.True(moved > seen + 3);
        // Turned to the left, the red end goes right of the rest in the picture.
        var (left, body) = Red(environment, 0, 0.5);
        Assert.True(left - body > 0.8, $"{left} {body}");
        var (right, other) = Red(environment, 0, -0.5);
        Assert.True(right - other < -0.8, $"{right} {other}");
    }

    /// <summary>Mean columns of the red tab and of the glossy strip in the front picture of a bag near the table's middle.</summary>
    private static (double Tab, double Gloss) Red(BagEnvironment environment, double dy, double dyaw)
    {
        environment.Reset(Seeds.Stream("picture"));
        var (x, y, yaw) = environment.ObjectPose;
        environment.Reset(Seeds.Stream("picture"), 0.5 - x, dy - y, dyaw - yaw);
        var frame = environment.Observe().Images[0];
        return (Column(frame, (r, g, b) => r > 100 && g < 60 && b < 60), Column(frame, (r, g, b) => r > 70 && g < 60 && b > 70));
    }

    private static double Column(CameraFrame frame, Func<byte, byte, byte, bool> isOf)
    {
        int[] columns = [.. Enumerable.Range(0, frame.Height * frame.Width)
            .Where(i => isOf(frame.Rgb[3 * i], frame.Rgb[3 * i + 1], frame.Rgb[3 * i + 2])).Select(i => i % frame.Width)];
        Assert.True(columns.Length > 4, "too little of it in the picture");
        return columns.Average();
    }
}
