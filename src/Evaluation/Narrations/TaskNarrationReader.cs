using Forewarn.Evaluation.Steering;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Evaluation.Narrations;

/// <summary>Reads narrations in the language of one task.</summary>
public sealed class TaskNarrationReader(TaskLanguage language) : INarrationReader
{
    public PlanLabel? Read(string narration) => language.Parse(narration) is { } said ? new(language.ModeOf(said), said.Outcome) : null;
}
