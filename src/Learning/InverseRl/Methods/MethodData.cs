using Forewarn.Learning.Imitation;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Methods;

/// <summary>What a method is given besides its settings.</summary>
/// <param name="Expert">What is imitated.</param>
/// <param name="Offline">Where GUITAR's resets are drawn from.</param>
/// <param name="RollIn">The cloned policy of <see cref="ResetKind.CloneRollIn"/>.</param>
public sealed record MethodData(TransitionSet? Expert = null, TransitionSet? Offline = null, IStatePolicy? RollIn = null);
