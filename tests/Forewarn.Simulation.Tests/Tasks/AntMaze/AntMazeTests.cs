using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.AntMaze;

namespace Forewarn.Simulation.Tests.Tasks.AntMaze;

public sealed class AntMazeTests
{
    private static readonly MazeLayout[] s_mazes = [MazeLayout.Umaze, MazeLayout.Medium, MazeLayout.Large];

    [Fact]
    public void Goals_are_where_they_were_published()
    {
        Assert.Equal([(0, 8), (20, 20), (32, 24)], s_mazes.Select(m => m.Center(m.Goal)));
        Assert.All(s_mazes, m => Assert.Equal((0, 0), m.Center(m.Start)));
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(1, 10)]
    [InlineData(2, 14)]
    public void Shortest_ways_are_as_long_as_counted_in_the_layout(int maze, int steps)
    {
        var layout = s_mazes[maze];
        var path = layout.ShortestPath(layout.Start, layout.Goal);
        Assert.Equal(steps, path.Count - 1);
        Assert.All(path, c => Assert.True(layout.IsFree(c)));
        for (int i = 1; i < path.Count; i++)
            Assert.Equal(1, Math.Abs(path[i].Row - path[i - 1].Row) + Math.Abs(path[i].Column - path[i - 1].Column));
    }

    [Fact]
    public void Following_waypoints_leads_from_every_free_cell_to_the_goal() =>
        Gen.Select(Gen.Int[0, 2], Gen.Double[-30, 45], Gen.Double[-30, 45]).Sample((which, x, y) =>
        {
            var maze = s_mazes[which];
            var (goalX, goalY) = maze.Center(maze.Goal);
            int steps = 0;
            for (var at = (X: x, Y: y); at != (goalX, goalY); steps++)
            {
                Assert.True(steps < maze.Rows * maze.Columns);
                at = maze.Waypoint(at.X, at.Y, goalX, goalY);
                Assert.True(maze.IsFree(maze.CellAt(at.X, at.Y)));
            }
        }, iter: 200);

    [Theory]
    [InlineData("111\n1R01\n111", "row 1")]
    [InlineData("1111\n1RX1\n1G11\n1111", "'X' in row 1, column 2")]
    [InlineData("1111\n1R01\n1111", "0 cells 'G'")]
    [InlineData("1111\n1RR1\n1G11\n1111", "2 cells 'R'")]
    [InlineData("1111\n1RG0\n1111", "gap in the outer wall at row 1, column 3")]
    [InlineData("11111\n1R1G1\n11111", "cannot be reached")]
    [InlineData("", "no rows")]
    public void A_bad_layout_is_told_where_it_is_bad(string text, string wanted)
    {
        var error = Assert.Throws<ForewarnException>(() => MazeLayout.Parse("mine", text));
        Assert.Contains(wanted, error.Message);
        Assert.Contains("'mine'", error.Message);
    }

    [Fact]
    public void Walls_stand_where_the_layout_says()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(AntMazeTask.Large);
        var (model, maze) = (environment.Model, MazeLayout.Large);
        var walls = new HashSet<MazeCell>();
        for (int g = 0; model.Name(MujocoObject.Geom, g) is { } name; g++)
        {
            if (!name.StartsWith("wall_", StringComparison.Ordinal)) continue;
            var place = model.Doubles("geom_pos").Slice(3 * g, 3);
            Assert.Equal(1, place[2]);
            Assert.Equal([2, 2, 1], model.Doubles("geom_size").Slice(3 * g, 3).ToArray());
            Assert.True(walls.Add(maze.CellAt(place[0], place[1])));
        }
        Assert.Equal((9 * 12) - 46, walls.Count);
        Assert.All(walls, c => Assert.False(maze.IsFree(c)));
    }

    [Fact]
    public void A_wall_stops_the_ant()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(AntMazeTask.Umaze);
        var qpos = environment.Model.Doubles("qpos0").ToArray();
        var qvel = new double[environment.Model.Nv];
        qvel[0] = -20; // toward the wall whose face is 2 m away
        environment.ResetTo(qpos, qvel);
        double furthest = 0;
        for (int i = 0; i < 30; i++)
        {
            environment.Step(new float[8]);
            furthest = Math.Min(furthest, environment.Data.Qpos[0]);
        }
        Assert.InRange(furthest, -2, -0.5);
    }

    [Fact]
    public void Every_episode_has_a_goal_of_its_own_around_the_goal_cell()
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(AntMazeTask.Medium);
        var goals = new HashSet<(double, double)>();
        for (ulong seed = 0; seed < 20; seed++)
        {
            var (x, y) = Start(environment, seed);
            Assert.InRange(x, 20, 21.5);
            Assert.InRange(y, 20, 21.5);
            goals.Add((x, y));
        }
        Assert.Equal(20, goals.Count);
    }

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(0.6, false)]
    public void Half_a_meter_from_the_goal_is_there_and_ends_the_episode(double distance, bool there)
    {
        Requires.Mujoco();
        using var environment = new MujocoEnvironment(AntMazeTask.Umaze);
        var (x, y) = Start(environment, 1);
        var qpos = environment.Model.Doubles("qpos0").ToArray();
        (qpos[0], qpos[1]) = (x + distance, y);
        environment.ResetTo(qpos, new double[environment.Model.Nv]);
        var result = environment.Step(new float[8]);
        Assert.Equal((there ? 1 : 0, there), (result.Reward, result.Terminated));
    }

    private static (double X, double Y) Start(MujocoEnvironment environment, ulong seed)
    {
        environment.Reset(new SeedStream(seed));
        var state = new double[31];
        environment.Sense(state);
        return (state[^2], state[^1]);
    }
}
