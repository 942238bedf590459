using CsCheck;
using Forewarn.Core;

namespace Forewarn.Steering.Tests;

public sealed class ModeClusteringTests
{
    private static readonly SteeringOptions Options = new();

    [Fact]
    public void ARareGraspNearAFrequentOneSurvivesTheKeyframeAndDrownsInTheWholePlan()
    {
        int keyframe = 0, whole = 0;
        const int Scenes = 40;
        for (int scene = 0; scene < Scenes; scene++)
        {
            (ActionProposals plans, int[] kinds) = Grasps(new SeedStream((ulong)scene));
            // The rare kind must be there, or nothing could keep it.
            Assert.Contains(1, kinds);
            keyframe += Keeps(new ModeClustering(new KeyframeDistance(), Options), plans) ? 1 : 0;
            whole += Keeps(new ModeClustering(new WholePlanDistance(), Options with { Radius = 0.2 }), plans) ? 1 : 0;
        }
        Assert.Equal(Scenes, keyframe);
        Assert.InRange(whole, 0, Scenes * 3 / 4);
    }

    [Fact]
    public void KeyframeDistanceIsItsClosedForm()
    {
        // 3 cm apart in x, 4 cm in y, 0.4 rad in yaw: sqrt(9 + 16 + 0.25 * 2^2).
        ActionProposals plans = Plans((0.5, 0, 0.1, 0, 20), (0.53, 0.04, 0.1, 0.4, 20));
        double[] distance = new KeyframeDistance().Pairwise(plans);
        Assert.Equal(Math.Sqrt(26), distance[1], 1e-4);
        Assert.Equal(distance[1], distance[2]);
        Assert.Equal(0, distance[0]);
    }

    [Fact]
    public void YawWrapsAndTheClosingRowIsEachPlansOwn()
    {
        ActionProposals plans = Plans((0.5, 0, 0.1, Math.PI - 0.1, 18), (0.5, 0, 0.1, -Math.PI + 0.1, 24));
        Assert.Equal(0.5, new KeyframeDistance().Pairwise(plans)[1], 1e-4);
    }

    [Theory]
    [InlineData(new[] { 0.04f, 0.04f, 0.04f, 0f, 0f }, 3)]
    [InlineData(new[] { 0.04f, 0.0391f, 0.0402f, 0.0389f, 0f }, 4)]
    [InlineData(new[] { 0f, 0.02f, 0.04f, 0.02f, 0f }, 3)]
    [InlineData(new[] { 0.04f, 0.04f, 0.0395f, 0.04f, 0.04f }, 4)]
    [InlineData(new[] { 0.055f, 0.052f, 0.048f, 0.046f, 0.046f, 0.046f, 0f }, 6)] // comes narrower, then closes
    [InlineData(new[] { 0.055f, 0.046f, 0.046f, 0.030f, 0.015f, 0f }, 3)]
    [InlineData(new[] { 0.055f, 0.046f, 0.050f, 0.0465f, 0.046f, 0f, 0f }, 5)]
    [InlineData(new[] { 0f, 0f, 0.05f, 0.046f, 0.05f, 0.02f }, 5)] // a closed hand that opens first
    [InlineData(new[] { 0.04f, 0.0385f, 0.0385f }, 2)] // too little travel to be a grasp
    [InlineData(new[] { 0f, 0.001f, 0f, 0.02f, 0.042f, 0.042f, 0.041f }, 3)] // a held thing that is let go
    [InlineData(new[] { 0f, 0.001f, 0f, 0.0015f, 0f }, 4)] // one that never is
    public void TheClosingStepIsTheFirstRealDrop(float[] width, int step) =>
        Assert.Equal(step, ClosingRow.Of(width, 1, 0));

    [Fact]
    public void AnApproachThatNarrowsIsNoneOfTheGraspItself() =>
        Gen.Select(Gen.Float[0.044f, 0.055f], Gen.Int[3, 20], Gen.Int[1, 8], Gen.Int[0, 6]).Sample((opening, approach, closing, held) =>
        {
            // From 55 mm to the opening on the way there, then to nothing: the grasp starts where the second slope does.
            float[] width =
            [
                .. Enumerable.Range(0, approach).Select(t => float.Lerp(0.055f, opening, t / (approach - 1f))),
                .. Enumerable.Range(1, closing).Select(t => float.Lerp(opening, 0, t / (float)closing)), .. new float[held],
            ];
            int row = ClosingRow.Of(width, 1, 0);
            Assert.InRange(row, approach, approach + closing / 2);
        });

    [Fact]
    public void AMissingColumnIsNamed()
    {
        var spec = new ActionSpec("absolute", "base", 10, ["a", "b"]);
        var error = Assert.Throws<ForewarnException>(() => new KeyframeDistance().Pairwise(new(new float[8], 2, spec)));
        Assert.Contains("x_m", error.Message);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    [Fact]
    public void ModesLieApartCoverAllSamplesAndShareTheWholeMass() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 40], Gen.Int[1, 8]).Sample((seed, count, most) =>
        {
            ActionProposals plans = Scatter(new SeedStream(seed), count);
            var options = Options with { Modes = most };
            ActionProposals modes = new ModeClustering(new KeyframeDistance(), options).Select(plans);
            double[] between = new KeyframeDistance().Pairwise(modes);
            Assert.InRange(modes.Count, 1, Math.Min(most, count));
            for (int i = 0; i < modes.Count; i++)
                for (int j = 0; j < i; j++) Assert.True(between[i * modes.Count + j] > options.Radius);
            Assert.Equal(1, modes.Mass.Sum(), 1e-4);
            // Every mode is one of the policy's own plans, untouched.
            for (int k = 0; k < modes.Count; k++)
                Assert.Contains(Enumerable.Range(0, count), n => plans.Plan(n).SequenceEqual(modes.Plan(k)));
        }, iter: 300);

    [Fact]
    public void MassIsTheShareOfNearestSamples()
    {
        ActionProposals plans = Plans([.. Enumerable.Range(0, 10).Select(i => (i < 7 ? 0.4 : 0.6, 0.0, 0.1, 0.0, 20))]);
        ActionProposals modes = new ModeClustering(new KeyframeDistance(), Options).Select(plans);
        Assert.Equal([0.7f, 0.3f], modes.Mass.Select(m => MathF.Round(m, 4)));
    }

    [Fact]
    public void NonFiniteSamplesAreDroppedAndNothingElseIsAnError()
    {
        ActionProposals plans = Plans((0.4, 0, 0.1, 0, 20), (double.NaN, 0, 0.1, 0, 20), (0.6, 0, 0.1, 0, 20));
        Assert.Equal(2, new ModeClustering(new KeyframeDistance(), Options).Select(plans).Count);
        Assert.Equal(2, new FirstSamples(6).Select(plans).Count);
        ActionProposals none = Plans((double.NaN, 0, 0, 0, 20));
        Assert.Throws<ForewarnException>(() => new ModeClustering(new KeyframeDistance(), Options).Select(none));
        Assert.Throws<ForewarnException>(() => new FirstSamples(6).Select(none));
    }

    [Fact]
    public void FirstSamplesKeepsTheFirstInOrderWithEqualMass()
    {
        ActionProposals plans = Scatter(new SeedStream(1), 9);
        ActionProposals first = new FirstSamples(3).Select(plans);
        Assert.Equal(plans.Values[..first.Values.Length], first.Values);
        Assert.Equal([1f / 3, 1f / 3, 1f / 3], first.Mass);
    }

    /// <summary>True when one of the modes is the rare grasp: closes 3 cm beside the frequent one.</summary>
    private static bool Keeps(IModeSelector selector, ActionProposals plans)
    {
        ActionProposals modes = selector.Select(plans);
        return Enumerable.Range(0, modes.Count).Any(k => Math.Abs(modes.Plan(k)[22 * 5] - 0.53) < 0.012);
    }

    /// <summary>
    /// 64 plans: nine in ten close at x = 0.50, one in ten at 0.53; approach and lift wander by several centimeters
    /// in every plan alike, as people's demonstrations do.
    /// </summary>
    private static (ActionProposals Plans, int[] Kinds) Grasps(SeedStream seed)
    {
        const int Count = 64, Steps = 40;
        var values = new float[Count * Steps * 5];
        var kinds = new int[Count];
        for (int n = 0; n < Count; n++)
        {
            kinds[n] = n % 10 == 3 ? 1 : 0;
            double[] wander = [.. Enumerable.Range(0, 4).Select(_ => seed.NextNormal())];
            double[] jitter = [.. Enumerable.Range(0, 4).Select(_ => 0.002 * seed.NextNormal())];
            for (int t = 0; t < Steps; t++)
            {
                double away = Math.Clamp(Math.Abs(t - 22) - 3, 0, 8) / 8.0;
                Span<float> row = values.AsSpan((n * Steps + t) * 5, 5);
                row[0] = (float)(0.50 + 0.03 * kinds[n] + jitter[0] + 0.05 * away * wander[0]);
                row[1] = (float)(jitter[1] + 0.05 * away * wander[1]);
                row[2] = (float)(0.1 + jitter[2] + away * (0.15 + 0.05 * wander[2]));
                row[3] = (float)(jitter[3] + 0.3 * away * wander[3]);
                row[4] = t < 21 ? 0.04f : 0;
            }
        }
        return (new(values, Count, Rig.Spec), kinds);
    }

    private static ActionProposals Scatter(SeedStream seed, int count) =>
        Plans([.. Enumerable.Range(0, count).Select(_ => (
            seed.Uniform(0.3, 0.7), seed.Uniform(-0.1, 0.1), seed.Uniform(0, 0.2), seed.Uniform(-3, 3),
            15 + seed.Next(15)))]);

    /// <summary>Plans that stand still at a pose and close at a row.</summary>
    private static ActionProposals Plans(params (double X, double Y, double Z, double Yaw, int Closing)[] poses)
    {
        const int Steps = 40;
        var values = new List<float>();
        foreach (var (x, y, z, yaw, closing) in poses)
            for (int t = 0; t < Steps; t++)
                values.AddRange([(float)x, (float)y, (float)z, (float)yaw, t < closing ? 0.04f : 0]);
        return new([.. values], poses.Length, Rig.Spec);
    }
}
