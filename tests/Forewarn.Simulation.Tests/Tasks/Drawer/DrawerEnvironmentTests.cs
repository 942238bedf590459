using Forewarn.Core;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Drawer;

namespace Forewarn.Simulation.Tests.Tasks.Drawer;

public class DrawerEnvironmentTests
{
    private static readonly DrawerTask Task = new();
    private static readonly SeedStreams Seeds = new(17);

    private static float[] Plan(DrawerEnvironment environment, DrawerScript script, int episode)
    {
        environment.Reset(Seeds.Stream("scene", episode));
        return new DrawerDemonstrator(Task.Scenes).Plan(script, environment, Seeds.Stream("script", episode));
    }

    private static DrawerLabel Play(DrawerEnvironment environment, float[] plan)
    {
        PlanExecutor.Run(environment, plan);
        return environment.Label;
    }

    [Theory]
    [InlineData(DrawerScript.Knob, 23)]
    [InlineData(DrawerScript.Bar, 30)]
    [InlineData(DrawerScript.Ledge, 28)]
    [InlineData(DrawerScript.Slip, 27)]
    [InlineData(DrawerScript.Push, 31)]
    public void LoadedStateContinuesBitExactlyInAnotherEnvironment(DrawerScript script, int splitTick)
    {
        using DrawerEnvironment a = new(), b = new();
        var plan = Plan(a, script, 5);
        Run(a, 0, splitTick);
        var saved = a.SaveState();
        b.Reset(Seeds.Stream("another scene"));
        b.LoadState(saved);
        Run(a, splitTick, ArmTask.PlanSteps);
        Run(b, splitTick, ArmTask.PlanSteps);
        Assert.Equal(a.State(), b.State());
        Assert.Equal(a.Label, b.Label);
        Assert.Equal(a.ObjectPose, b.ObjectPose);
        Assert.Equal(a.Opening, b.Opening);
        Assert.Equal(a.SaveState(), b.SaveState());

        void Run(DrawerEnvironment e, int from, int to) => PlanExecutor.Rows(e, plan.AsSpan(from * 5, (to - from) * 5));
    }

    // Demonstrators aim at the middle of their tolerance: the intended outcome is the rule, not luck.
    [Theory]
    [InlineData(DrawerScript.Knob, DrawerOutcome.Knob)]
    [InlineData(DrawerScript.Bar, DrawerOutcome.Bar)]
    [InlineData(DrawerScript.Ledge, DrawerOutcome.Ledge)]
    [InlineData(DrawerScript.Slip, DrawerOutcome.Slip)]
    [InlineData(DrawerScript.Push, DrawerOutcome.Push)]
    [InlineData(DrawerScript.Miss, DrawerOutcome.Miss)]
    public void DemonstratorsUsuallyCauseWhatTheyIntend(DrawerScript script, DrawerOutcome outcome)
    {
        using var environment = new DrawerEnvironment();
        var labels = Enumerable.Range(0, 10).Select(i => Play(environment, Plan(environment, script, i))).ToArray();
        Assert.True(labels.Count(l => l.Outcome == outcome) >= 9, string.Join(" ", labels.Select(l => l.Words)));
    }

    /// <summary>The figures of the task's page.</summary>
    [Theory, Trait("Speed", "Slow")]
    [InlineData(DrawerScript.Knob, DrawerOutcome.Knob, 300)]
    [InlineData(DrawerScript.Bar, DrawerOutcome.Bar, 300)]
    [InlineData(DrawerScript.Ledge, DrawerOutcome.Ledge, 300)]
    [InlineData(DrawerScript.Slip, DrawerOutcome.Slip, 300)]
    [InlineData(DrawerScript.Push, DrawerOutcome.Push, 300)]
    [InlineData(DrawerScript.Miss, DrawerOutcome.Miss, 299)]
    public void OverManyScenesScriptsCauseWhatTheyIntend(DrawerScript script, DrawerOutcome outcome, int measured)
    {
        using var environment = new DrawerEnvironment();
        var seeds = new SeedStreams(42);
        int count = 0;
        for (int i = 0; i < 300; i++)
        {
            environment.Reset(seeds.Stream("scene", i));
            var plan = new DrawerDemonstrator(Task.Scenes).Plan(script, environment, seeds.Stream("script", i));
            if (Play(environment, plan).Outcome == outcome) count++;
        }
        Assert.InRange(count, measured - 2, 300);
    }

    [Fact]
    public void WhatTheLabelSaysOfTheWayIsWhatThePlanDid()
    {
        using var environment = new DrawerEnvironment();
        var seen = new HashSet<(DrawerOpening, Pace)>();
        foreach (var script in new[] { DrawerScript.Knob, DrawerScript.Bar, DrawerScript.Ledge })
            for (int k = 0; k < 6; k++)
            {
                var plan = Plan(environment, script, 6 * (int)script + k);
                var label = Play(environment, plan);
                Assert.True(label.Opened, label.ToString());
                // Rows 26 to 31 are the whole of a fast pull and half of a slow one.
                bool fast = plan.AsSpan(31 * 5, 2).SequenceEqual(plan.AsSpan(39 * 5, 2));
                Assert.Equal(fast ? Pace.Fast : Pace.Slow, label.Speed);
                double dx = plan[39 * 5] - plan[25 * 5], dy = plan[39 * 5 + 1] - plan[25 * 5 + 1], way = Math.Sqrt(dx * dx + dy * dy);
                Assert.Equal(way > 0.08 ? DrawerOpening.Full : DrawerOpening.Half, label.Opening);
                Assert.InRange(environment.Opening, way - 0.020, way + 0.006);
                seen.Add((label.Opening, label.Speed));
            }
        Assert.Equal(4, seen.Count);
    }

    [Fact]
    public void LabelsComeFromPhysicsNotFromTheScript()
    {
        using var environment = new DrawerEnvironment();
        var plan = Plan(environment, DrawerScript.Knob, 3);
        environment.Reset(Seeds.Stream("scene", 3), -0.25, 0, 0);
        Assert.Equal(DrawerOutcome.Miss, Play(environment, plan).Outcome);
        // The same way back shuts the drawer again, and then nobody has opened it.
        Play(environment, Plan(environment, DrawerScript.Bar, 3));
        Assert.True(environment.Succeeded);
        double yaw = environment.ObjectPose.Yaw;
        for (int t = (int)Math.Round(environment.Opening / 0.01); t > 0; t--)
            environment.Step([(float)(0.01 * Math.Sin(yaw)), (float)(-0.01 * Math.Cos(yaw)), 0, 0, 0, 0, 0]);
        Assert.InRange(environment.Opening, -0.002, 0.02);
        Assert.Equal(DrawerOutcome.Slip, environment.Label.Outcome);
    }

    [Fact]
    public void ACabinetStaysWhereItStandsUntilPushedHard()
    {
        using var environment = new DrawerEnvironment();
        environment.Reset(Seeds.Stream("scene", 2));
        var before = environment.ObjectPose;
        Play(environment, Plan(environment, DrawerScript.Ledge, 2));
        Assert.Equal(before.X, environment.ObjectPose.X, 0.001);
        Assert.Equal(before.Y, environment.ObjectPose.Y, 0.001);
        Play(environment, Plan(environment, DrawerScript.Push, 2));
        double dx = environment.ObjectPose.X - before.X, dy = environment.ObjectPose.Y - before.Y;
        Assert.InRange(Math.Sqrt(dx * dx + dy * dy), 0.021, 0.12);
    }

    [Fact]
    public void PicturesShowTheDrawersParts()
    {
        Assert.SkipUnless(MuJoCo.Renderer.IsAvailable(out string? reason), reason ?? "");
        using var environment = new DrawerEnvironment();
        environment.Reset(Seeds.Stream("scene", 1));
        foreach (var image in environment.Observe().Images)
        {
            Assert.True(Count(image, (r, g, b) => r > 90 && g < r / 3 && b < r / 3) >= 4, $"no ledge in {image.Camera}");
            Assert.True(Count(image, (r, g, b) => r > 90 && g > r * 0.6 && b < r / 3) >= 4, $"no knob in {image.Camera}");
            Assert.True(Count(image, (r, g, b) => g > 40 && r < g / 2 && b < g * 0.7) >= 4, $"no bar in {image.Camera}");
        }
        // What is open shows the tray, and more of it the farther it is open.
        int shut = Tray();
        var rows = Enumerable.Range(0, 60).Select(i => (Plan: Plan(environment, DrawerScript.Bar, i), Episode: i));
        foreach (var (plan, episode) in rows)
        {
            environment.Reset(Seeds.Stream("scene", episode));
            if (Play(environment, plan).Opening != DrawerOpening.Full) continue;
            Assert.True(Tray() > shut + 40);
            return;
        }
        Assert.Fail("no script opened the drawer fully");

        int Tray() => Count(environment.Observe().Images[0], (r, g, b) => g > 100 && b > 100 && r < g / 2);

        static int Count(CameraFrame frame, Func<int, int, int, bool> color) =>
            Enumerable.Range(0, frame.Height * frame.Width).Count(i => color(frame.Rgb[3 * i], frame.Rgb[3 * i + 1], frame.Rgb[3 * i + 2]));
    }

    [Fact]
    public void TheTaskIsFoundByItsNameAndItsLabelsSurviveTheirFile()
    {
        var task = ManipulationTasks.Find("drawer");
        Assert.Equal("drawer", task.Scenes.Name);
        Assert.InRange(task.DemoMix.Values.Sum(), 0.999, 1.001);
        Assert.InRange(task.PlayMix.Values.Sum(), 0.999, 1.001);
        foreach (string script in task.DemoMix.Keys.Concat(task.PlayMix.Keys)) Assert.True(Enum.TryParse<DrawerScript>(script, out _), script);
        var label = new DrawerLabel(DrawerOutcome.Ledge, DrawerOpening.Full, Pace.Fast).Words;
        Assert.Equal("ledge opening=full speed=fast", label.ToString());
        Assert.Equal(label, System.Text.Json.JsonSerializer.Deserialize<TaskLabel>(System.Text.Json.JsonSerializer.Serialize(label)));
        Assert.Equal("ledge", task.Mode(label));
    }
}
