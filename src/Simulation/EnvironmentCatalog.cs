using Forewarn.Core;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.AntMaze;
using Forewarn.Simulation.Tasks.Control;
using Forewarn.Simulation.Tasks.ControlSuite;
using Forewarn.Simulation.Tasks.Locomotion;
using Forewarn.Simulation.Tasks.Sled;
using Forewarn.Simulation.Tasks.Variants;

namespace Forewarn.Simulation;

/// <summary>The one place where names become tasks.</summary>
public static class EnvironmentCatalog
{
    /// <summary>All tasks, in the order of a list for people; the newest version of a family comes last.</summary>
    public static IReadOnlyList<EnvironmentEntry> All { get; } =
    [
        Mujoco(PlanarTask.HopperV4, "one leg, 3 motors: run forward without falling"),
        Mujoco(PlanarTask.HopperV5, "as version 4; no bonus for the step that falls"),
        Mujoco(PlanarTask.Walker2dV4, "two legs in a plane, 6 motors: run forward without falling"),
        Mujoco(PlanarTask.Walker2dV5, "as version 4 with equal feet; no bonus for the step that falls"),
        Mujoco(PlanarTask.HalfCheetahV4, "planar runner, 6 motors: run forward"),
        Mujoco(PlanarTask.HalfCheetahV5, "the same as version 4"),
        Mujoco(AntTask.V4, "four legs in space, 8 motors: run forward and stay upright"),
        Mujoco(AntTask.V5, "as version 4; contact forces are observed and cost"),
        Mujoco(HumanoidTask.V4, "a person, 17 motors: run forward without falling"),
        Mujoco(HumanoidTask.V5, "as version 4; contact forces cost, no bonus for the step that falls"),
        Mujoco(AntMazeTask.Umaze, "an ant around one wall to a goal"),
        Mujoco(AntMazeTask.Medium, "an ant through a maze of 8 x 8 cells to a goal"),
        Mujoco(AntMazeTask.Large, "an ant through a maze of 9 x 12 cells to a goal"),
        Mujoco(new BallInCupTask(), "swing a ball on a string into a cup, 2 motors"),
        Mujoco(new CheetahRunTask(), "planar runner, 6 motors: run at 10 m/s"),
        Mujoco(new HumanoidWalkTask(), "a person, 21 motors: stand up and walk at 1 m/s"),
        Mujoco(SledTask.Forward, "a sled on ice, 2 motors: go along x as fast as you may"),
        .. ControlEntries.All,
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(e => e.Name)];

    /// <summary>The task of a name; a name without its version (<c>hopper</c>) means the newest one.</summary>
    /// <exception cref="ForewarnException">There is no such task; the message tells the nearest name.</exception>
    public static EnvironmentEntry Find(string name) =>
        All.FirstOrDefault(e => e.Name == name)
        ?? All.LastOrDefault(e => Family(e.Name) == name)
        ?? throw new ForewarnException(
            $"Unknown environment '{name}'. {NearestName.Advice(name, Names)}", ExitCode.Usage);

    /// <summary>A new environment of a task; the caller disposes it.</summary>
    /// <param name="name">A name of the catalog.</param>
    /// <param name="variant">Altered physics, for tasks on MuJoCo.</param>
    /// <exception cref="ForewarnException">
    /// There is no such task, it has no physics to alter, or it needs MuJoCo, which is not installed.
    /// </exception>
    public static IStateEnvironment Create(string name, SceneVariant? variant = null)
    {
        var entry = Find(name);
        if (variant is null) return entry.Create();
        return entry.CreateAltered is { } create
            ? create(variant)
            : throw ForewarnException.Of($"altered physics of '{entry.Name}'", "a task without a MuJoCo scene",
                "one that has a scene", "Choose another task, or its published physics.", ExitCode.Usage);
    }

    /// <summary>The name without its version: what the versions of a task have in common.</summary>
    public static string Family(string name)
    {
        int version = name.LastIndexOf("-v", StringComparison.Ordinal);
        return version > 0 && int.TryParse(name.AsSpan(version + 2), out _) ? name[..version] : name;
    }

    private static EnvironmentEntry Mujoco(MujocoTask task, string summary) =>
        new(task.Name, summary, task.StepLimit, task.EndsEarly, () => new MujocoEnvironment(task))
        {
            CreateAltered = variant => new MujocoEnvironment(task, variant),
        };
}
