using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>What an offline objective sees of a batch of pairs, <c>[P]</c> each.</summary>
/// <param name="Chosen"><c>ln π</c> with gradient.</param>
/// <param name="Reference"><c>ln π_ref</c> of the chosen sample and of the rejected one.</param>
/// <param name="Behavior">Under the policy that drew them; the reference where unknown.</param>
/// <param name="Rewards">Reward of the chosen less that of the rejected sample; 0 for a tie.</param>
public sealed record PairTerms(
    Tensor Chosen, Tensor Rejected, (Tensor Chosen, Tensor Rejected) Reference, (Tensor Chosen, Tensor Rejected) Behavior, Tensor Rewards);
