namespace Forewarn.Core;

/// <summary>Draws plans from a generative policy.</summary>
public interface IActionProposer
{
    ActionSpec Spec { get; }

    /// <returns><c>[N, T, A]</c> in physical units; the same seed gives the same plans.</returns>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    ValueTask<ActionProposals> ProposeAsync(ObservationHistory history, int count, SeedStream seed, CancellationToken deadline);
}
