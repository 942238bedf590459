using Forewarn.Core;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Simulation.Tests.Worlds;

public class GridWorldTests
{
    [Fact]
    public void Steps_move_by_one_cell_and_stop_at_edges()
    {
        var world = GridWorld.Corner;
        Assert.Equal([0, 5, 0, 1], Enumerable.Range(0, 4).Select(a => world.Next(0, a)));
        Assert.Equal([7, 17, 11, 13], Enumerable.Range(0, 4).Select(a => world.Next(12, a)));
        Assert.Equal([19, 24, 23, 24], Enumerable.Range(0, 4).Select(a => world.Next(24, a)));
    }

    [Fact]
    public void The_distance_falls_by_one_on_some_step_and_never_by_more()
    {
        var world = new GridWorld(4, 6, 13);
        for (int s = 0; s < world.States; s++)
        {
            if (s == world.Goal) continue;
            int[] after = [.. Enumerable.Range(0, GridWorld.Actions).Select(a => world.Distance(world.Next(s, a)))];
            Assert.Equal(world.Distance(s) - 1, after.Min());
        }
        Assert.Equal(0, world.Distance(world.Goal));
        Assert.Equal(0.81, world.Values(0.9)[world.Goal + 3], 1e-12);
    }

    [Fact]
    public void Starts_are_uniform_over_the_other_cells()
    {
        var world = new GridWorld(1, 4, 2);
        var seed = new SeedStream(3);
        var counts = new int[4];
        for (int i = 0; i < 9000; i++) counts[world.Start(seed)]++;
        Assert.Equal(0, counts[2]);
        Assert.All(new[] { 0, 1, 3 }, s => Assert.InRange(counts[s], 2800, 3200));
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 2, 4)]
    [InlineData(0, 5, 0)]
    public void A_grid_without_a_way_to_go_is_refused(int rows, int columns, int goal) =>
        Assert.Throws<ForewarnException>(() => new GridWorld(rows, columns, goal));
}
