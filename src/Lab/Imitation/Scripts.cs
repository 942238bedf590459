using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Simulation;
using Forewarn.Simulation.Tasks.Control;
using Forewarn.Simulation.Tasks.Control.Beam;

namespace Forewarn.Lab.Imitation;

/// <summary>Controllers written by hand, by name and task.</summary>
internal static class Scripts
{
    private static readonly IReadOnlyDictionary<string, (string[] Tasks, Func<IController> Create)> Known =
        new Dictionary<string, (string[], Func<IController>)>(StringComparer.Ordinal)
        {
            ["beam-crossing"] = (["beam"], () => new BeamCrossing(new BeamOptions())),
            ["pendulum-swing-up"] = (["pendulum"], () => new PendulumSwingUp()),
            ["beam-detour"] = (["beam", "beam_weak"], () => new DetourWalk(new BeamOptions())),
        };

    /// <summary>Every script with the tasks, by their names without versions, that it plays.</summary>
    public static IEnumerable<(string Name, string[] Tasks)> All => Known.Select(k => (k.Key, k.Value.Tasks));

    /// <exception cref="ForewarnException">No such script, or one of another task.</exception>
    public static ScriptedPolicy Of(string name, EnvironmentEntry task)
    {
        if (!Known.TryGetValue(name, out var script))
            throw new ForewarnException($"Unknown script '{name}'. {NearestName.Advice(name, [.. Known.Keys])}", ExitCode.Usage);
        if (!script.Tasks.Contains(EnvironmentCatalog.Family(task.Name)))
            throw ForewarnException.Of($"script:{name}", $"a controller of {string.Join(" and ", script.Tasks)}", $"one of {task.Name}",
                "Name a script of this task.", ExitCode.Usage);
        using var environment = task.Create();
        return new(script.Create(), environment.StateSize, environment.ActionSpec.Width);
    }
}
