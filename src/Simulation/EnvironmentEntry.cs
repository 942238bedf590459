namespace Forewarn.Simulation;

/// <summary>A task that can be made by name.</summary>
/// <param name="Name">For example <c>hopper-v5</c>.</param>
/// <param name="Summary">One line for a list of tasks.</param>
/// <param name="StepLimit">Steps after which an episode is truncated.</param>
/// <param name="EndsEarly">
/// Whether an episode may terminate before the limit; then its length alone says something about the policy.
/// </param>
/// <param name="Create">Makes a new instance; the caller disposes it.</param>
public sealed record EnvironmentEntry(
    string Name, string Summary, int StepLimit, bool EndsEarly, Func<IStateEnvironment> Create);
