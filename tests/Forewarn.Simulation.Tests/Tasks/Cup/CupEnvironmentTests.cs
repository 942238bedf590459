using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Simulation.Tests.Tasks.Cup;

public class CupEnvironmentTests
{
    private static readonly SeedStreams Seeds = new(11);

    private static float[] Plan(CupEnvironment environment, CupScript script, int episode)
    {
        environment.Reset(Seeds.Stream("scene", episode));
        return new CupDemonstrator(new()).Plan(script, environment, Seeds.Stream("script", episode));
    }

    private static CupLabel Play(CupEnvironment environment, float[] plan)
    {
        PlanExecutor.Run(environment, plan);
        return environment.Label;
    }

    [Fact]
    public void SameSeedGivesTheSameEpisodeToTheLastBit()
    {
        using CupEnvironment a = new(), b = new();
        var plan = Plan(a, CupScript.Handle, 3);
        Assert.Equal(plan, Plan(b, CupScript.Handle, 3));
        Assert.Equal(Play(a, plan), Play(b, plan));
        Assert.Equal(a.State(), b.State());
    }

    [Theory]
    [InlineData(CupScript.Handle, 12)]
    [InlineData(CupScript.RimLeft, 25)]
    [InlineData(CupScript.Body, 33)]
    [InlineData(CupScript.Slip, 27)]
    [InlineData(CupScript.Knock, 23)]
    public void LoadedStateContinuesBitExactlyInAnotherEnvironment(CupScript script, int splitTick)
    {
        using CupEnvironment a = new(), b = new();
        var plan = Plan(a, script, 5);
        var action = new float[7];
        Run(a, 0, splitTick);
        var saved = a.SaveState();
        b.Reset(Seeds.Stream("another scene"));
        b.LoadState(saved);
        Run(a, splitTick, ArmTask.PlanSteps);
        Run(b, splitTick, ArmTask.PlanSteps);
        Assert.Equal(a.State(), b.State());
        Assert.Equal(a.Label, b.Label);
        Assert.Equal(a.ObjectPose, b.ObjectPose);
        Assert.Equal(a.SaveState(), b.SaveState());

        void Run(CupEnvironment e, int from, int to)
        {
            for (int t = from; t < to; t++)
            {
                PlanExecutor.ToAction(e, plan.AsSpan(t * 5, 5), action);
                e.Step(action);
            }
        }
    }

    // Demonstrators aim at the middle of their tolerance: the intended outcome is the rule, not luck.
    [Theory]
    [InlineData(CupScript.Handle, "handle", 14)]
    [InlineData(CupScript.RimLeft, "rim-left", 14)]
    [InlineData(CupScript.RimRight, "rim-right", 14)]
    [InlineData(CupScript.Body, "body", 14)]
    [InlineData(CupScript.Slip, "slip", 14)]
    [InlineData(CupScript.Knock, "knock", 14)]
    [InlineData(CupScript.Miss, "miss", 14)]
    public void DemonstratorsUsuallyCauseWhatTheyIntend(CupScript script, string mode, int atLeast)
    {
        using var environment = new CupEnvironment();
        var labels = Enumerable.Range(0, 15)
            .Select(i => Play(environment, Plan(environment, script, i))).ToArray();
        Assert.True(labels.Count(l => l.Is(mode)) >= atLeast, string.Join(" ", labels.Select(l => l.Mode)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AMugHeldAroundItsBodyStaysInTheHand(int episode)
    {
        using var environment = new CupEnvironment();
        var label = Play(environment, Plan(environment, CupScript.Body, episode));
        Assert.Equal(CupOutcome.Body, label.Outcome);
        Assert.True(label.Held);
        // Higher, to the side and back, and the mug goes along: it hangs from the fingers, not from luck.
        var before = environment.ObjectPose;
        for (int t = 0; t < 6; t++) environment.Step([0, 0.015f, 0.01f, 0, 0, 0, 0]);
        Assert.InRange(environment.ObjectPose.Y - before.Y, 0.08, 0.10);
        for (int t = 0; t < 6; t++) environment.Step([0, -0.015f, 0, 0, 0, 0, 0]);
        Assert.Equal(CupOutcome.Body, environment.Label.Outcome);
        // An opened hand holds nothing.
        for (int t = 0; t < 6; t++) environment.Step([0, 0, 0, 0, 0, 0, 0.055f]);
        Assert.False(environment.Label.Held);
    }

    [Fact]
    public void LabelsComeFromPhysicsNotFromTheScript()
    {
        using var environment = new CupEnvironment();
        var plan = Plan(environment, CupScript.Handle, 3);
        environment.Reset(Seeds.Stream("scene", 3), -0.25, 0, 0);
        Assert.Equal(CupOutcome.Miss, Play(environment, plan).Outcome);
    }

    [Fact]
    public void PicturesShowTheMugWhereItStands()
    {
        Assert.SkipUnless(MuJoCo.Renderer.IsAvailable(out string? reason), reason ?? "");
        using var environment = new CupEnvironment();
        environment.Reset(Seeds.Stream("scene", 1));
        var seen = environment.Observe();
        Assert.Equal(["front", "wrist"], seen.Images.Select(i => i.Camera));
        environment.Reset(Seeds.Stream("scene", 1), 0, 0.05, 0);
        var moved = environment.Observe();
        // The front camera looks back at the robot: +y (robot's left) is to the right of its picture.
        Assert.True(BlueColumn(moved.Images[0]) > BlueColumn(seen.Images[0]) + 3);
    }

    /// <summary>Mean column of the mug's blue pixels.</summary>
    private static double BlueColumn(CameraFrame frame)
    {
        double sum = 0, n = 0;
        for (int i = 0; i < frame.Height * frame.Width; i++)
        {
            if (frame.Rgb[3 * i + 2] < frame.Rgb[3 * i] + 40) continue;
            sum += i % frame.Width;
            n++;
        }
        Assert.True(n > 10, "no blue mug in the picture");
        return sum / n;
    }

    [Fact]
    public void BadActionsAreRefusedByName()
    {
        using var environment = new CupEnvironment();
        environment.Reset(Seeds.Stream("scene"));
        var nan = Assert.Throws<ForewarnException>(() => environment.Step([0, 0, float.NaN, 0, 0, 0, 0.04f]));
        Assert.Contains("dz_m", nan.Message);
        Assert.Throws<ForewarnException>(() => environment.Step(new float[5]));
        Assert.Throws<ForewarnException>(() => environment.LoadState(new byte[40]));
    }
}
