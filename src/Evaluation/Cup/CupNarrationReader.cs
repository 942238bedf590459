using Forewarn.Evaluation.Steering;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Cup.Language;

namespace Forewarn.Evaluation.Cup;

/// <summary>Reads narrations of the cup task.</summary>
public sealed class CupNarrationReader : INarrationReader
{
    public PlanLabel? Read(string narration)
    {
        if (NarrationParser.Parse(narration) is not { } said) return null;
        string outcome = said.Outcome.ToString().ToLowerInvariant();
        return new(said switch
        {
            { Outcome: CupOutcome.Rim, Side: CupSide.Left } => "rim-left",
            { Outcome: CupOutcome.Rim, Side: CupSide.Right } => "rim-right",
            _ => outcome,
        }, outcome);
    }
}
