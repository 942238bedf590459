using Forewarn.Core;

namespace Forewarn.Steering.Tests;

/// <summary>
/// A point that a plan of steps moves along a line; a gust may move it too. The wish is to end near 4, so the likelihood
/// is known in closed form at every frame.
/// </summary>
public sealed class PlanMonitorTests
{
    private const int Steps = 8, Rows = 2, Frames = Steps / Rows;

    private static readonly ActionSpec Spec = new("delta", "base", 10, ["dx_m"]);
    private static readonly ActionChunk Plan = new([.. Enumerable.Repeat(0.5f, Steps)], Spec);

    private static Observation At(float x) => new([], [x], TimeSpan.Zero);

    private static PlanMonitor Monitor(Line world, MonitorOptions? options = null) =>
        new(world, new Near(world), options ?? new() { DeadlineMs = 60_000 }, TimeProvider.System);

    private static async Task<List<MonitorReading>> Run(PlanWatch watch, params float[] xs)
    {
        var readings = new List<MonitorReading>();
        foreach (float x in xs) readings.Add(await watch.ObserveAsync(At(x), TestContext.Current.CancellationToken));
        return readings;
    }

    [Fact]
    public async Task The_past_is_observed_and_the_rest_imagined_side_by_side()
    {
        var world = new Line();
        using var monitor = Monitor(world);
        await Run(monitor.Watch("reach 4", Plan, Rows), 0, 1, 1.5f, 2.5f, 3.5f);
        float[][] wanted = [[1, 2, 3, 4], [1, 2, 3, 4], [1, 1.5f, 2.5f, 3.5f], [1, 1.5f, 2.5f, 3.5f], [1, 1.5f, 2.5f, 3.5f]];
        Assert.Equal(wanted, world.Scored);
        Assert.Equal([0, 2, 4, 6, 8], world.ActionsSeen);
    }

    [Fact]
    public async Task A_gust_lowers_the_likelihood_at_its_frame_and_alarms_one_frame_later()
    {
        using var monitor = Monitor(new Line());
        var watch = monitor.Watch("reach 4", Plan, Rows);
        var readings = await Run(watch, 0, 1, 4, 5, 6);
        Assert.Equal([1.0, 1, 0, 0, 0], readings.Select(r => r.Likelihood));
        Assert.Equal([false, false, false, true, true], readings.Select(r => r.Alarm));
        Assert.All(readings, r => Assert.Null(r.Fault));
        Assert.True(watch.Alarmed);
    }

    [Fact]
    public async Task A_gust_that_is_blown_back_before_the_second_frame_raises_nothing()
    {
        using var monitor = Monitor(new Line());
        Assert.DoesNotContain(await Run(monitor.Watch("reach 4", Plan, Rows), 0, 1, 4, 3, 4), r => r.Alarm);
    }

    [Fact]
    public async Task A_broken_observation_costs_its_answer_and_later_frames_go_on()
    {
        var world = new Line();
        using var monitor = Monitor(world);
        var watch = monitor.Watch("reach 4", Plan, Rows);
        var readings = await Run(watch, 0, 1, float.NaN, 3, 4);
        Assert.Contains("state[0] is not finite", readings[2].Fault);
        Assert.Equal((true, 1, false), (double.IsNaN(readings[2].Likelihood), readings[2].Blind, readings[2].Alarm));
        Assert.Equal([1.0, 1.0], readings.Skip(3).Select(r => r.Likelihood));
        // The frame that nobody saw keeps what was imagined for it; the history begins anew behind it.
        Assert.Equal((float[])[1, 2, 3, 4], world.Scored[^1]);
        Assert.Equal([0, 2, 0, 2], world.ActionsSeen);
    }

    [Fact]
    public async Task A_broken_first_observation_is_survived_too()
    {
        using var monitor = Monitor(new Line());
        var readings = await Run(monitor.Watch("reach 4", Plan, Rows), float.PositiveInfinity, 1, 2, 3, 4);
        Assert.NotNull(readings[0].Fault);
        Assert.Equal([1.0, 1, 1, 1], readings.Skip(1).Select(r => r.Likelihood));
    }

    [Fact]
    public async Task A_missing_observation_and_a_frame_after_the_end_are_reported()
    {
        using var monitor = Monitor(new Line());
        var watch = monitor.Watch("reach 4", Plan, Rows);
        Assert.Contains("no observation", (await watch.ObserveAsync(null!, TestContext.Current.CancellationToken)).Fault);
        await Run(watch, 1, 2, 3, 4);
        Assert.Contains("over", (await Run(watch, 5))[0].Fault);
        Assert.Equal(Frames + 2, watch.Readings.Count);
    }

    [Theory]
    [InlineData(Fault.Throws)]
    [InlineData(Fault.NotANumber)]
    [InlineData(Fault.WrongShape)]
    [InlineData(Fault.CancelsItself)]
    public async Task A_broken_world_model_never_throws_and_never_alarms(Fault fault)
    {
        using var monitor = Monitor(new Line { Fault = fault });
        var readings = await Run(monitor.Watch("reach 4", Plan, Rows), 0, 1, 4, 5, 6);
        Assert.All(readings, r => Assert.NotNull(r.Fault));
        Assert.All(readings, r => Assert.False(r.Alarm));
        Assert.Equal([1, 2, 3, 4, 5], readings.Select(r => r.Blind));
    }

    [Fact]
    public async Task A_scorer_outside_of_zero_to_one_has_no_answer()
    {
        var world = new Line();
        using var monitor = new PlanMonitor(world, new Near(world) { Factor = 2 }, new() { DeadlineMs = 60_000 }, TimeProvider.System);
        Assert.Contains("likelihood 2", (await Run(monitor.Watch("reach 4", Plan, Rows), 0))[0].Fault);
    }

    [Fact]
    public async Task A_wedged_world_model_costs_answers_not_the_caller()
    {
        var world = new Line { Wedged = true };
        using var monitor = Monitor(world, new() { DeadlineMs = 100 });
        var watch = monitor.Watch("reach 4", Plan, Rows);
        var readings = await Run(watch, 0, 1, 4, 5);
        Assert.All(readings, r => Assert.NotNull(r.Fault));
        Assert.False(watch.Alarmed);
        world.Release();
        // What comes back now belongs to a frame that was answered already: it changes nothing.
        Assert.All(watch.Readings, r => Assert.True(double.IsNaN(r.Likelihood)));
        using var free = Monitor(world);
        Assert.Equal(1.0, (await Run(free.Watch("reach 4", Plan, Rows), 0, 1, 2))[^1].Likelihood);
    }

    [Fact]
    public async Task A_canceled_frame_is_reported_not_thrown()
    {
        using var monitor = Monitor(new Line());
        var watch = monitor.Watch("reach 4", Plan, Rows);
        Assert.NotNull((await watch.ObserveAsync(At(0), new CancellationToken(true))).Fault);
        Assert.Equal(1.0, (await Run(watch, 1))[0].Likelihood);
    }

    [Fact]
    public void Plans_and_options_that_cannot_be_watched_are_refused_before_anything_runs()
    {
        using var monitor = Monitor(new Line());
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => monitor.Watch(" ", Plan, Rows)).ExitCode);
        Assert.Contains("multiple of 3", Assert.Throws<ForewarnException>(() => monitor.Watch("reach 4", Plan, 3)).Message);
        var options = new MonitorOptions { Threshold = double.NaN, Frames = 0 };
        string message = Assert.Throws<ForewarnException>(() => options.Validated()).Message;
        Assert.Contains("Threshold", message);
        Assert.Contains("Frames", message);
    }

    [Fact]
    public void The_calibrated_threshold_keeps_its_promise_and_is_the_largest_that_does()
    {
        var seed = new SeedStream(5);
        for (int round = 0; round < 200; round++)
        {
            int count = 9 + seed.Next(40), frames = 1 + seed.Next(3);
            double[][] good = [.. Enumerable.Range(0, count).Select(_ =>
                (double[])[.. Enumerable.Range(0, 12).Select(_ => seed.Next(8) == 0 ? double.NaN : seed.NextDouble())])];
            double threshold = MonitorCalibration.Threshold(good, frames, 0.1);
            int alarms = good.Count(g => AlarmRule.FirstAlarm(g, threshold, frames) >= 0);
            Assert.True(alarms <= 0.1 * (count + 1) - 1 + 1e-9);
            int more = good.Count(g => AlarmRule.FirstAlarm(g, Math.BitIncrement(threshold), frames) >= 0);
            Assert.True(more > alarms);
            foreach (double[] g in good)
            {
                double weakest = MonitorCalibration.Weakest(g, frames);
                Assert.Equal(-1, AlarmRule.FirstAlarm(g, weakest, frames));
                if (double.IsFinite(weakest)) Assert.NotEqual(-1, AlarmRule.FirstAlarm(g, Math.BitIncrement(weakest), frames));
            }
        }
    }

    [Fact]
    public void Too_few_good_plans_promise_nothing_and_so_never_alarm()
    {
        double threshold = MonitorCalibration.Threshold([[1.0, 1.0], [0.5, 0.5]], 2, 0.1);
        Assert.Equal(double.NegativeInfinity, threshold);
        Assert.Equal(-1, AlarmRule.FirstAlarm([0, 0, 0], threshold, 2));
    }

    [Fact]
    public void A_blind_frame_neither_counts_nor_starts_the_count_over()
    {
        Assert.Equal(2, AlarmRule.FirstAlarm([0, double.NaN, 0, 1], 0.5, 2));
        Assert.Equal(-1, AlarmRule.FirstAlarm([0, 1, 0, double.NaN], 0.5, 2));
    }

    private sealed class Line : IWorldModel
    {
        private readonly ManualResetEventSlim _released = new();

        public Fault Fault { get; init; }

        public bool Wedged { get; init; }

        public List<float[]> Scored { get; } = [];

        public List<int> ActionsSeen { get; } = [];

        public void Release() => _released.Set();

        public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline)
        {
            if (Wedged) _released.Wait(CancellationToken.None);
            ActionsSeen.Add(history.Actions.Length);
            float[] z = [.. history.Observations.Select(o => o.State[0])];
            return Fault switch
            {
                Fault.Throws => throw new InvalidOperationException("broken\nin two lines"),
                Fault.CancelsItself => throw new OperationCanceledException(),
                Fault.NotANumber => new(new LatentTrajectory([.. z.Select(_ => float.NaN)], z.Length, 1)),
                Fault.WrongShape => new(new LatentTrajectory(new float[z.Length + 3], z.Length + 3, 1)),
                _ => new(new LatentTrajectory(z, z.Length, 1)),
            };
        }

        public ValueTask<LatentRollout> ImagineAsync(
            LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline)
        {
            int steps = modes.Steps / Rows;
            var z = new float[steps];
            float x = start.Values[0];
            for (int t = 0; t < steps; t++)
            {
                foreach (float dx in modes.Plan(0).Slice(t * Rows, Rows)) x += dx;
                z[t] = x;
            }
            return new(new LatentRollout(z, new float[steps], 1, steps, 1));
        }

        public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) => new(new DecodedFrames([]));
    }

    private sealed class Near(Line world) : IPlanScorer
    {
        public double Factor { get; init; } = 1;

        public ValueTask<PlanScore> ScoreAsync(string wish, LatentRollout rollout, CancellationToken deadline)
        {
            world.Scored.Add([.. rollout.Values]);
            return new(new PlanScore(Math.Abs(rollout.Values[^1] - 4) < 0.75 ? Factor : 0, "ends somewhere"));
        }
    }
}
