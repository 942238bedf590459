using Forewarn.Core;
using Forewarn.Simulation.Tasks.Bag;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Drawer;
using Forewarn.Simulation.Tasks.Fork;

namespace Forewarn.Simulation.Tasks.Language;

/// <summary>The languages of all tasks that have one.</summary>
public static class TaskLanguages
{
    public static IReadOnlyList<TaskLanguage> All { get; } =
    [
        CupLanguage.Language,
        BagLanguage.Language,
        ForkPickLanguage.Language, ForkPlaceLanguage.Language,
        DrawerLanguage.Language,
    ];

    /// <param name="name">Name of a task.</param>
    /// <exception cref="ForewarnException">No such task has a language.</exception>
    public static TaskLanguage Find(string name) => All.FirstOrDefault(l => l.Name == name) ?? throw ForewarnException.Of(
        "task", $"'{name}'", "a task with a language", NearestName.Advice(name, [.. All.Select(l => l.Name)]), ExitCode.Usage);
}
