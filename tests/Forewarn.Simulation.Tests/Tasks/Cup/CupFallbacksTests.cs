using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Simulation.Tests.Tasks.Cup;

public class CupFallbacksTests
{
    private static readonly SeedStreams Seeds = new(29);

    [Fact]
    public void AMugThatNobodyTouchedSurvivesEveryFallback()
    {
        using var environment = new CupEnvironment();
        environment.Reset(Seeds.Stream("scene", 1));
        var doom = CupFallbacks.Judge(environment);
        Assert.Equal([false, false, false], doom.Tips);
        Assert.False(doom.Failing || doom.Doomed || doom.Lost);
    }

    [Fact]
    public void JudgingLeavesTheStateAsItWas()
    {
        using var environment = new CupEnvironment();
        Play(environment, CupScript.Knock, 2, 24);
        byte[] before = environment.SaveState();
        CupFallbacks.Judge(environment);
        Assert.Equal(before, environment.SaveState());
    }

    [Fact]
    public void AStrokeLeadsFromSafeOverDoomedToFailing()
    {
        using var environment = new CupEnvironment();
        int strokes = 5, doomed = 0;
        for (int episode = 0; episode < strokes; episode++)
        {
            var stages = new List<CupDoom>();
            Play(environment, CupScript.Knock, episode, 20);
            Assert.False(CupFallbacks.Judge(environment).Lost);
            Play(environment, CupScript.Knock, episode, 28, row =>
            {
                if (row <= 20) return;
                stages.Add(CupFallbacks.Judge(environment));
                Assert.Equal(stages[^1].Lost, CupFallbacks.IsLost(environment));
            });
            Assert.True(stages[^1].Failing);
            Assert.All(stages, s => Assert.Equal(s.Failing || s.Doomed, s.Lost));
            if (stages.Any(s => s.Doomed)) doomed++;
        }
        Assert.True(doomed >= 4, $"{doomed} of {strokes} strokes went through a doomed state");
    }

    [Fact]
    public void FallbacksDoWhatTheirNamesSay()
    {
        using var environment = new CupEnvironment();
        Play(environment, CupScript.Handle, 3, 26);
        var before = environment.Command;
        var (hold, up, open) = (End(CupFallback.Hold), End(CupFallback.Retreat), End(CupFallback.OpenAndRetract));
        Assert.Equal((before.Z, before.Width), (hold.Z, hold.Width));
        Assert.Equal((0.22, before.Width), (Math.Round(up.Z, 4), up.Width));
        Assert.Equal((0.22, ArmTask.MaxWidth), (Math.Round(open.Z, 4), Math.Round(open.Width, 4)));

        (double X, double Y, double Z, double Yaw, double Width) End(CupFallback fallback)
        {
            byte[] here = environment.SaveState();
            PlanExecutor.Rows(environment, CupFallbacks.Plan(fallback, environment));
            var end = environment.Command;
            environment.LoadState(here);
            return end;
        }
    }

    private static void Play(CupEnvironment environment, CupScript script, int episode, int rows, Action<int>? each = null)
    {
        environment.Reset(Seeds.Stream("scene", episode));
        var plan = new CupDemonstrator(new()).Plan(script, environment, Seeds.Stream("script", episode));
        PlanExecutor.Rows(environment, plan.AsSpan(0, rows * ArmTask.PlanSpec.Width), row =>
        {
            each?.Invoke(row);
            return true;
        });
    }
}
