using Forewarn.Core;
using Forewarn.Simulation.Tasks.Locomotion;

namespace Forewarn.Simulation;

/// <summary>The one place where names become tasks.</summary>
public static class EnvironmentCatalog
{
    /// <summary>All tasks, in the order of a list for people.</summary>
    public static IReadOnlyList<EnvironmentEntry> All { get; } =
    [
        Locomotion("hopper-v4", "one leg, 3 motors: run forward without falling", LocomotionTask.Hopper, true),
        Locomotion("walker2d-v4", "two legs in a plane, 6 motors: run forward without falling", LocomotionTask.Walker2d, true),
        Locomotion("half_cheetah-v4", "planar runner, 6 motors: run forward", LocomotionTask.HalfCheetah, false),
    ];

    /// <summary>The task of a name; a name without its version (<c>hopper</c>) means the newest one.</summary>
    /// <exception cref="ForewarnException">There is no such task; the message tells the nearest name.</exception>
    public static EnvironmentEntry Find(string name) =>
        All.FirstOrDefault(e => e.Name == name)
        ?? All.LastOrDefault(e => Family(e.Name) == name)
        ?? throw new ForewarnException(
            $"Unknown environment '{name}'. {NearestName.Advice(name, [.. All.Select(e => e.Name)])}", ExitCode.Usage);

    /// <summary>A new environment of a task; the caller disposes it.</summary>
    /// <exception cref="ForewarnException">There is no such task, or it needs MuJoCo, which is not installed.</exception>
    public static IStateEnvironment Create(string name) => Find(name).Create();

    private static EnvironmentEntry Locomotion(string name, string summary, LocomotionTask task, bool endsEarly) =>
        new(name, summary, LocomotionTask.StepLimit, endsEarly, () => new LocomotionEnvironment(task));

    private static string Family(string name)
    {
        int version = name.LastIndexOf("-v", StringComparison.Ordinal);
        return version > 0 && int.TryParse(name.AsSpan(version + 2), out _) ? name[..version] : name;
    }
}
