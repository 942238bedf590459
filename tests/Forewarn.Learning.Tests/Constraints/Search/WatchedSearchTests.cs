using Forewarn.Core;
using Forewarn.Learning.Constraints.Constrained;
using Forewarn.Learning.Constraints.Search;
using Forewarn.Learning.Reinforcement;
using Forewarn.Reachability.ClosedForms;
using Forewarn.Simulation.Tasks.Control.Dubins;
using Xunit;

namespace Forewarn.Learning.Tests.Constraints.Search;

public sealed class WatchedSearchTests
{
    private static readonly PpoLagrangianOptions Options = new()
    {
        Steps = 20_480, Gains = new(0.02, 2e-3, 0.04),
        Ppo = new() { Environments = 16, RollOutSteps = 128, Hidden = [32, 32], LearningRate = 1e-3, LogStd = -0.5, ReplayCapacity = 1 },
    };

    [Fact]
    public void Steps_into_the_set_cost_and_entries_count_once()
    {
        // Outside, in, in, out, in: two entries, three steps.
        float[] x = [2, 0.1f, 0, 1, 0.2f];
        var batch = new TransitionBatch(4, 1, 1) { Count = 4 };
        for (int i = 0; i < 4; i++) (batch.States[i], batch.NextStates[i]) = (x[i], x[i + 1]);
        var cost = new ForbiddenSetCost(s => s[0] < 1.5f, s => s[0] < 0.5f);
        var paid = new float[4];
        cost.Cost(batch, paid);
        Assert.Equal([1, 1, 1, 1], paid);
        Assert.Equal((2, 3), (cost.Entries, cost.Steps));
        cost.Cost(batch, paid);
        Assert.Equal((4, 6), (cost.Entries, cost.Steps));
    }

    [Fact]
    public void A_price_on_failing_makes_a_search_fail_less()
    {
        long free = Run(s => false).Entries, priced = Run(s => DubinsCourse.IsInside(s[0], s[1])).Entries;
        Assert.True(priced < 0.8 * free, $"{priced} entries with a price, {free} without");
    }

    [Fact]
    public void What_was_reached_is_reported_with_what_it_took()
    {
        var outcome = Run(s => false, level: -10);
        Assert.True(outcome.Reached);
        Assert.Equal(2048, outcome.StepsToLevel);
        Assert.InRange(outcome.EntriesToLevel, 0, outcome.Entries);
        outcome = Run(s => false, level: 10);
        Assert.False(outcome.Reached);
        Assert.Equal((20_480, outcome.Entries), (outcome.StepsToLevel, outcome.EntriesToLevel));
    }

    [Fact]
    public void The_course_starts_where_the_disc_can_be_avoided()
    {
        var car = new DubinsDisc(DubinsCourse.Speed, DubinsCourse.TurnRate, DubinsCourse.Radius);
        using var course = new DubinsCourse();
        var state = new double[4];
        for (int i = 0; i < 300; i++)
        {
            course.Reset(new SeedStream(8).Child("start", i));
            course.Sense(state);
            Assert.True(car.Value(state[0], state[1], Math.Atan2(state[3], state[2])) > 0);
        }
    }

    private static WatchedOutcome Run(Predicate<ReadOnlySpan<float>> set, double level = 3) =>
        WatchedSearch.Run(Options, () => new DubinsCourse(), new(set, s => DubinsCourse.IsInside(s[0], s[1])), 0, level, new SeedStream(2), default);
}
