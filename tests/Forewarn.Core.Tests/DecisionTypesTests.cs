namespace Forewarn.Core.Tests;

public sealed class DecisionTypesTests
{
    private static readonly ActionSpec Spec = new("absolute", "base", 10, ["x_m"]);

    [Fact]
    public void OnlyAChosenModeIsAPlan()
    {
        var decision = new Decision(
            0, "w", "", 0, 1, new([1, 2, 3, 4], 2, Spec), [], [], null, 1, Rung.Steered, "r", new(0, 0, 0, 0, 0, 0, 0));
        Assert.Equal([3f, 4f], decision.Plan!.Values);
        Assert.Null((decision with { Chosen = -1 }).Plan);
    }

    [Fact]
    public void TrajectoriesAndRolloutsAreRowMajor()
    {
        Assert.Equal([5f, 6f], new LatentTrajectory([1, 2, 3, 4, 5, 6], 3, 2).Last.Values);
        var rollout = new LatentRollout([1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 0, 0], 2, 2, 2);
        Assert.Equal([5f, 6f, 7f, 8f], rollout.Mode(1).ToArray());
    }

    [Fact]
    public void AReportIsSafeWhenAnyModeIs()
    {
        Assert.True(new GuardReport([new(false, "a"), new(true, "")]).AnySafe);
        Assert.False(new GuardReport([new(false, "a")]).AnySafe);
        Assert.False(new GuardReport([]).AnySafe);
    }

    [Fact]
    public void AMissingCameraIsNamedWithThoseThatAreThere()
    {
        var observation = new Observation([new CameraFrame("front", 1, 1, [0, 0, 0])], [], TimeSpan.Zero);
        Assert.Equal("front", observation.Image("front").Camera);
        string message = Assert.Throws<ForewarnException>(() => observation.Image("wrist")).Message;
        Assert.Contains("'wrist'", message);
        Assert.Contains("front", message);
    }

    [Fact]
    public void RungsAreOrderedBestFirst() =>
        Assert.Equal(
            [Rung.Steered, Rung.CachedNarration, Rung.CheapVerifier, Rung.HeaviestSafeMode, Rung.Hold, Rung.Stop],
            Enum.GetValues<Rung>());
}
