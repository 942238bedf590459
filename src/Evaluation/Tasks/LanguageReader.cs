using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Evaluation.Tasks;

/// <summary>Reads narrations by the language of their task.</summary>
public sealed class LanguageReader(TaskLanguage language) : INarrationReader
{
    /// <summary>Outcomes in which the task does not come true, in the language's order.</summary>
    public IReadOnlyList<string> Failures { get; } = [.. language.Outcomes.Where(o => !o.Succeeds).Select(o => o.Name)];

    /// <summary>The reader of a task's narrations.</summary>
    /// <param name="task">Name of the task.</param>
    /// <exception cref="ForewarnException">The task has no language.</exception>
    public static LanguageReader Of(string task) => new(TaskLanguages.Find(task));

    public PlanLabel? Read(string narration) =>
        language.Parse(narration) is { } said ? new(language.ModeOf(said), said.Outcome) : null;
}
