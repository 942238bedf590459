using Forewarn.Core;
using Forewarn.Simulation.Tasks.Bag;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Drawer;
using Forewarn.Simulation.Tasks.Fork;

namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>The one place where names become tasks of the arm.</summary>
public static class ManipulationTasks
{
    public static IReadOnlyList<ManipulationTask> All { get; } =
    [
        new CupTask(),
        new BagTask(),
        new ForkPickTask(), new ForkPlaceTask(),
        new DrawerTask(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(t => t.Name)];

    /// <exception cref="ForewarnException">There is no such task; the message tells the nearest name.</exception>
    public static ManipulationTask Find(string name) => All.FirstOrDefault(t => t.Name == name)
        ?? throw new ForewarnException($"Unknown task '{name}'. {NearestName.Advice(name, Names)}", ExitCode.Usage);
}
