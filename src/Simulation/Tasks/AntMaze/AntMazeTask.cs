using System.Globalization;
using System.Xml.Linq;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.AntMaze;

/// <summary>
/// An ant finds its way through a maze, by the numbers of D4RL's AntMaze tasks (version 2: a new goal in every episode).
/// Observation <c>[31]</c>: positions <c>[15]</c>, velocities <c>[14]</c>, the goal's place <c>[2]</c> in m. Reward 1 within
/// 0.5 m of the goal, which ends the episode, else 0; falling ends nothing.
/// </summary>
public sealed record AntMazeTask(string Name, MazeLayout Maze) : MujocoTask(Name, FrameSkip: 5, EndsEarly: true)
{
    private const double WallHeight = 2;

    public static AntMazeTask Umaze { get; } = new("antmaze-umaze-v2", MazeLayout.Umaze) { StepLimit = 700 };

    public static AntMazeTask Medium { get; } = new("antmaze-medium-v2", MazeLayout.Medium);

    public static AntMazeTask Large { get; } = new("antmaze-large-v2", MazeLayout.Large);

    internal override string Scene
    {
        get
        {
            var scene = XDocument.Parse(SceneText.Of("ant_maze"));
            var world = scene.Root!.Element("worldbody")!;
            int number = 0;
            foreach (var (x, y) in Maze.WallCenters())
            {
                world.Add(new XElement("geom", new XAttribute("name", $"wall_{number++}"), new XAttribute("type", "box"),
                    new XAttribute("pos", Numbers(x, y, WallHeight / 2)),
                    new XAttribute("size", Numbers(MazeLayout.CellSize / 2, MazeLayout.CellSize / 2, WallHeight / 2)),
                    new XAttribute("conaffinity", "1"), new XAttribute("rgba", "0.7 0.6 0.5 1")));
            }
            return scene.ToString();
        }
    }

    internal override TaskRules Rules(MujocoData data) => new AntMazeRules(this, data);

    private static string Numbers(double x, double y, double z) => string.Create(CultureInfo.InvariantCulture, $"{x} {y} {z}");
}
