namespace Forewarn.Core;

/// <summary>
/// The last <c>To</c> observations, oldest first, and the plan rows executed between them.
/// </summary>
/// <param name="Observations"><c>[To]</c>, oldest first, at the model's rate.</param>
/// <param name="Actions">Actions taken between consecutive observations, <c>[To - 1, steps, A]</c> flattened.</param>
public sealed record ObservationHistory(IReadOnlyList<Observation> Observations, float[] Actions)
{
    public ObservationHistory(Observation only) : this([only], []) { }

    public Observation Latest => Observations[^1];
}
