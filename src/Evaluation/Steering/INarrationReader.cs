namespace Forewarn.Evaluation.Steering;

/// <summary>Reads what a narration claims, for scoring it. Nothing on the decision path uses it.</summary>
public interface INarrationReader
{
    /// <returns>Null when the sentence names no outcome.</returns>
    PlanLabel? Read(string narration);
}
