using Forewarn.Core;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Fork;

namespace Forewarn.Simulation.Tests.Tasks.Fork;

public class ForkEnvironmentTests
{
    private static readonly SeedStreams Seeds = new(31);
    private static readonly ForkPickDemonstrator Picks = new(new ForkPickTask().Scenes);
    private static readonly ForkPlaceDemonstrator Placings = new(new ForkPlaceTask().Scenes);

    private static float[] Pick(ForkEnvironment environment, ForkPickScript script, int episode)
    {
        environment.Reset(Seeds.Stream("scene", episode));
        return Picks.Plan(script, environment, Seeds.Stream("pick", episode));
    }

    private static float[] Place(ForkEnvironment environment, ForkPlaceScript script, int episode) =>
        Placings.Plan(script, environment, Seeds.Stream("place", episode));

    private static TaskLabel Play(ForkEnvironment environment, float[] plan)
    {
        PlanExecutor.Run(environment, plan);
        return environment.Truth;
    }

    // Demonstrators aim at the middle of their tolerance: the intended outcome is the rule, not luck.
    [Theory]
    [InlineData(ForkPickScript.Handle, "handle")]
    [InlineData(ForkPickScript.Neck, "neck")]
    [InlineData(ForkPickScript.Tines, "tines")]
    [InlineData(ForkPickScript.Drop, "dropped")]
    [InlineData(ForkPickScript.Miss, "missed")]
    public void PicksUsuallyCauseWhatTheyIntend(ForkPickScript script, string outcome)
    {
        using var environment = new ForkEnvironment(ForkPhase.Pick);
        var labels = Enumerable.Range(0, 5).Select(i => Play(environment, Pick(environment, script, i)).Outcome).ToArray();
        // A pointed end that is hardly touched lies still: one drop in four counts as a miss.
        Assert.True(labels.Count(l => l == outcome) >= (script == ForkPickScript.Drop ? 3 : 4), string.Join(" ", labels));
    }

    [Theory]
    [InlineData(ForkPlaceScript.Left, "left")]
    [InlineData(ForkPlaceScript.Center, "center")]
    [InlineData(ForkPlaceScript.Right, "right")]
    [InlineData(ForkPlaceScript.Outside, "outside")]
    [InlineData(ForkPlaceScript.Tip, "tipped")]
    [InlineData(ForkPlaceScript.Early, "dropped")]
    public void PlacingsUsuallyCauseWhatTheyIntend(ForkPlaceScript script, string outcome)
    {
        using var environment = new ForkEnvironment(ForkPhase.Place);
        var labels = new List<string>();
        for (int i = 0; i < 4; i++)
        {
            environment.Reset(Seeds.Stream("scene", i));
            labels.Add(Play(environment, Place(environment, script, i)).Outcome);
        }
        Assert.True(labels.Count(l => l == outcome) >= 3, string.Join(" ", labels));
    }

    [Fact]
    public void OneEpisodeHasBothPhasesWithLabelsOfTheirOwn()
    {
        using var environment = new ForkEnvironment(ForkPhase.Pick);
        var picked = Play(environment, Pick(environment, ForkPickScript.Tines, 2));
        Assert.Equal("tines", picked.Outcome);
        Assert.True(environment.Succeeded);
        Assert.False(environment.Completed);
        Assert.Equal(environment.ForkPose, environment.ObjectPose);

        environment.BeginPlace();
        Assert.Equal(ForkPhase.Place, environment.Phase);
        Assert.Equal(environment.BowlPose, environment.ObjectPose);
        Assert.Equal(0, environment.Tick);
        Assert.False(environment.Succeeded);
        Assert.Contains(Play(environment, Place(environment, ForkPlaceScript.Left, 2)).Outcome, (string[])["left", "center"]);
        Assert.Equal(picked, environment.PickTruth);
        Assert.True(environment.Succeeded);
        Assert.True(environment.Completed);

        // The next episode begins with a fork on the table again.
        environment.Reset(Seeds.Stream("scene", 3));
        Assert.Equal(ForkPhase.Pick, environment.Phase);
        Assert.False(environment.Completed);
        Assert.Equal("missed", environment.Truth.Outcome);
    }

    [Fact]
    public void APlacingGoesOnInAnotherEnvironmentAsInTheSame()
    {
        using ForkEnvironment pick = new(ForkPhase.Pick), place = new(ForkPhase.Place);
        Assert.Equal("handle", Play(pick, Pick(pick, ForkPickScript.Handle, 4)).Outcome);
        place.Reset(Seeds.Stream("another scene"));
        place.GoOnFrom(pick);
        pick.BeginPlace();
        var plan = Place(pick, ForkPlaceScript.Center, 4);
        Assert.Equal(plan, Place(place, ForkPlaceScript.Center, 4));
        Assert.Equal("center", Play(pick, plan).Outcome);
        Assert.Equal(pick.Truth, Play(place, plan));
        Assert.True(place.Completed);
        Assert.Equal(pick.State(), place.State());
        Assert.Equal(pick.ForkPose, place.ForkPose);
    }

    [Fact]
    public void AFailedPickIsNoFinishedTask()
    {
        using var environment = new ForkEnvironment(ForkPhase.Pick);
        Assert.False(Play(environment, Pick(environment, ForkPickScript.Miss, 0)) is { Outcome: "handle" or "neck" or "tines" });
        environment.BeginPlace();
        Assert.Equal("outside", Play(environment, Place(environment, ForkPlaceScript.Center, 0)).Outcome);
        Assert.False(environment.Completed);
    }

    [Fact]
    public void EpisodesThatBeginInTheHandHoldTheForkAndAreTheSameForTheSameSeed()
    {
        using ForkEnvironment a = new(ForkPhase.Place), b = new(ForkPhase.Place);
        var parts = new HashSet<string>();
        for (int episode = 0; episode < 6; episode++)
        {
            a.Reset(Seeds.Stream("hand", episode));
            Assert.Equal(ForkPhase.Place, a.Phase);
            Assert.Contains(a.PickTruth.Outcome, (string[])["handle", "neck", "tines"]);
            Assert.Equal((0, 0), (a.Tick, a.Command.Width));
            Assert.Equal("outside", a.Truth.Outcome);
            parts.Add(a.PickTruth.Outcome);
        }
        b.Reset(Seeds.Stream("hand", 5));
        Assert.Equal(a.SaveState(), b.SaveState());
        Assert.True(parts.Count > 1, "one part only");
    }

    [Fact]
    public void ADisplacedSceneMovesWhatPlansAreAimedAtAndNothingElse()
    {
        using ForkEnvironment pick = new(ForkPhase.Pick), place = new(ForkPhase.Place);
        foreach (var environment in new[] { pick, place })
        {
            environment.Reset(Seeds.Stream("scene", 1));
            var (fork, bowl) = (environment.ForkPose, environment.BowlPose);
            environment.Reset(Seeds.Stream("scene", 1), 0.01, 0, 0.1);
            var (moved, still) = environment == pick ? (environment.ForkPose.X - fork.X, environment.BowlPose.X - bowl.X)
                : (environment.BowlPose.X - bowl.X, environment.ForkPose.X - fork.X);
            Assert.Equal(0.01, moved, 1e-3);
            Assert.Equal(0, still, 1e-3);
        }
    }

    [Theory]
    [InlineData(ForkPickScript.Handle, 21)]
    [InlineData(ForkPickScript.Drop, 24)]
    public void ALoadedPickContinuesBitExactlyInAnotherEnvironment(ForkPickScript script, int split)
    {
        using ForkEnvironment a = new(ForkPhase.Pick), b = new(ForkPhase.Pick);
        Continues(a, b, Pick(a, script, 5), split);
    }

    [Theory]
    [InlineData(ForkPlaceScript.Right, 22)]
    [InlineData(ForkPlaceScript.Tip, 18)]
    public void ALoadedPlacingContinuesBitExactlyInAnotherEnvironment(ForkPlaceScript script, int split)
    {
        // Also where the other one begins its episodes differently: the phase is part of the state.
        using ForkEnvironment a = new(ForkPhase.Place), b = new(ForkPhase.Pick);
        a.Reset(Seeds.Stream("scene", 5));
        Continues(a, b, Place(a, script, 5), split);
    }

    private static void Continues(ForkEnvironment a, ForkEnvironment b, float[] plan, int split)
    {
        int at = split * ArmTask.PlanSpec.Width;
        PlanExecutor.Rows(a, plan.AsSpan(0, at));
        var saved = a.SaveState();
        b.Reset(Seeds.Stream("another scene"));
        b.LoadState(saved);
        PlanExecutor.Rows(a, plan.AsSpan(at));
        PlanExecutor.Rows(b, plan.AsSpan(at));
        Assert.Equal(a.Truth, b.Truth);
        Assert.Equal(a.PickTruth, b.PickTruth);
        Assert.Equal(a.SaveState(), b.SaveState());
    }

    [Fact]
    public void BothCamerasShowTheBowlWhenAPlacingBegins()
    {
        Assert.SkipUnless(MuJoCo.Renderer.IsAvailable(out string? reason), reason ?? "");
        using var environment = new ForkEnvironment(ForkPhase.Place);
        for (int episode = 0; episode < 4; episode++)
        {
            environment.Reset(Seeds.Stream("seen", episode));
            foreach (var image in environment.Observe().Images)
                Assert.True(Green(image) > 60, $"{Green(image)} pixels of the bowl in the picture of the {image.Camera} camera");
        }

        static int Green(CameraFrame frame) => Enumerable.Range(0, frame.Height * frame.Width).Count(i =>
            frame.Rgb[3 * i + 1] > frame.Rgb[3 * i] + 40 && frame.Rgb[3 * i + 1] > frame.Rgb[3 * i + 2] + 20);
    }
}
