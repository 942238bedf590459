using Forewarn.Evaluation.Steering;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Evaluation.Narrations;

/// <summary>Reads narrations in the language of one task.</summary>
public sealed class TaskNarrationReader(TaskLanguage language) : INarrationReader
{
    /// <summary>Outcomes in which the task does not come true, in the language's order.</summary>
    public IReadOnlyList<string> Failures { get; } = [.. language.Outcomes.Where(o => !o.Succeeds).Select(o => o.Name)];

    public PlanLabel? Read(string narration) => language.Parse(narration) is { } said ? new(language.ModeOf(said), said.Outcome) : null;
}
