using Forewarn.Core;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Simulation.Tests.Worlds;

public sealed class FiniteWorldTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Both_ways_lead_over_and_every_misstep_into_the_pit(int horizon)
    {
        var world = new TightropeOrBridge(horizon);
        Assert.Equal((horizon, 0.9 * horizon), (Return(world.Expert), Math.Round(Return(world.Detour), 9)));
        for (int step = 1; step < horizon; step++)
            for (int a = 0; a < 3; a++)
            {
                Assert.Equal(a == 2 ? world.Rope(step + 1) : world.Pit, world.Next(world.Rope(step), a));
                Assert.Equal(a == step % 2 ? world.Bridge(step + 1) : world.Pit, world.Next(world.Bridge(step), a));
            }
        for (int a = 0; a < 3; a++) Assert.Equal((world.Pit, 0), (world.Next(world.Pit, a), world.Reward(world.Pit, a)));

        double Return(Func<int, int> policy)
        {
            double sum = 0;
            for (int t = 0, s = world.Start; t < horizon; t++)
            {
                sum += world.Reward(s, policy(s));
                s = world.Next(s, policy(s));
            }
            return sum;
        }
    }

    [Fact]
    public void Every_state_leads_to_a_state()
    {
        var world = new TightropeOrBridge(5);
        for (int s = 0; s < world.States; s++)
            for (int a = 0; a < world.Actions; a++) Assert.InRange(world.Next(s, a), 0, world.States - 1);
    }

    [Fact]
    public void Worlds_without_length_are_refused()
    {
        Assert.Throws<ForewarnException>(() => new TightropeOrBridge(1));
        Assert.Throws<ForewarnException>(() => new SlipperyPath(0));
    }
}
