namespace Forewarn.Core;

/// <summary>
/// Says in words what each plan will do from the present and the plan's numbers alone, without foresight: a baseline for
/// <see cref="INarrator"/>, which reads imagined futures.
/// </summary>
public interface IPlanNarrator
{
    /// <param name="present">Posterior state of the present observation, <c>[Z]</c>.</param>
    /// <param name="plans"><c>[K, T, A]</c> in physical units.</param>
    /// <returns>One narration per plan, <c>[K]</c>.</returns>
    /// <exception cref="ForewarnException">State or plans have another form than the narrator was trained with.</exception>
    ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentState present, ActionProposals plans, CancellationToken deadline);
}
