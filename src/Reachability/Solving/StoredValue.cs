using Forewarn.Reachability.Transfer;

namespace Forewarn.Reachability.Solving;

/// <summary>A value function with what it is a value of, as <see cref="GridValueFile"/> keeps it.</summary>
/// <param name="Problem">Name of its <see cref="Problems.ProblemKind"/>, or any other name.</param>
/// <param name="Settings">Of the problem.</param>
/// <param name="Signature">The dynamics that it holds for.</param>
public sealed record StoredValue(GridValue Value, string Problem, IReadOnlyDictionary<string, double> Settings, DynamicsSignature Signature);
