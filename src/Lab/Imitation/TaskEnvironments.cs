using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Simulation;
using Forewarn.Simulation.Tasks.Locomotion;

namespace Forewarn.Lab.Imitation;

/// <summary>Environments by the names that the command line knows them by.</summary>
internal static class TaskEnvironments
{
    private static readonly Dictionary<string, Func<IStateEnvironment>> Known = new(StringComparer.Ordinal)
    {
        ["hopper-v4"] = () => new LocomotionEnvironment(LocomotionTask.Hopper),
        ["walker2d-v4"] = () => new LocomotionEnvironment(LocomotionTask.Walker2d),
        ["half-cheetah-v4"] = () => new LocomotionEnvironment(LocomotionTask.HalfCheetah),
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <exception cref="ForewarnException">Nothing has that name.</exception>
    public static Func<IStateEnvironment> Of(string name) => Known.TryGetValue(name, out var create)
        ? create
        : throw new ForewarnException($"Unknown environment '{name}'. {NearestName.Advice(name, Known.Keys)}", ExitCode.Usage);
}
