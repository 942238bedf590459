namespace Forewarn.Core;

/// <summary>Keeps every decision. Appending never blocks the control path.</summary>
public interface IDecisionLog
{
    /// <param name="history">What the decision saw; with it and the models the decision can be made again.</param>
    void Append(Decision decision, ObservationHistory history);
}
