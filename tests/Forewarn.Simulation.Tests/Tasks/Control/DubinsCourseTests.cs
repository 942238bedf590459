using Forewarn.Simulation.Tasks.Control.Dubins;

namespace Forewarn.Simulation.Tests.Tasks.Control;

public sealed class DubinsCourseTests
{
    [Fact]
    public void Its_states_continue_exactly() => EnvironmentChecks.ContinuesExactly(() => new DubinsCourse());

    [Fact]
    public void It_follows_its_seed() => EnvironmentChecks.FollowsItsSeed(() => new DubinsCourse());

    [Fact]
    public void It_allocates_nothing() => EnvironmentChecks.AllocatesNothing(() => new DubinsCourse());

    [Fact]
    public void It_refuses_nonsense() => EnvironmentChecks.RefusesNonsense(() => new DubinsCourse());

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void At_full_lock_it_drives_a_circle_and_comes_back(int side)
    {
        using var course = new DubinsCourse();
        course.ResetTo([-1, 0.2, 0.3]);
        var state = new double[4];
        // Center of the circle: to the side, the turning radius away.
        double radius = DubinsCourse.Speed / DubinsCourse.TurnRate;
        double cx = -1 - side * radius * Math.Sin(0.3), cy = 0.2 + side * radius * Math.Cos(0.3);
        for (int t = 0; t < 90; t++)
        {
            course.Step([side]);
            course.Sense(state);
            Assert.Equal(radius, Math.Sqrt((state[0] - cx) * (state[0] - cx) + (state[1] - cy) * (state[1] - cy)), 9);
        }
        Assert.Equal(Math.Cos(0.3 + side * 90 * 0.0625), state[2], 9);
    }

    [Fact]
    public void A_way_pays_what_it_comes_nearer_and_the_arrival()
    {
        using var course = new DubinsCourse();
        course.ResetTo([0.6, 0, 0]);
        double paid = 0;
        int steps = 0;
        for (bool over = false; !over; steps++)
        {
            var result = course.Step([0]);
            paid += result.Reward;
            over = result.Terminated;
        }
        // From 0.7 m to within 0.2 m, 5 cm a step.
        Assert.InRange(steps, 10, 11);
        Assert.Equal(0.05 * steps + 1, paid, 9);
    }
}
