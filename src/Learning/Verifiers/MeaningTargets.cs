using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Cup.Language;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Classes that linear heads read from the inner layers. The heads exist in training only: with the meaning of wish and
/// narration at hand in the lower third and the match of the two in the upper third, the decoder learns to choose in
/// hundreds of updates instead of thousands.
/// </summary>
public static class MeaningTargets
{
    private static readonly CupModes[] Modes = [CupModes.Handle, CupModes.RimLeft, CupModes.RimRight, CupModes.Body];

    public static ParameterStore Declare(ParameterStore store, int width)
    {
        foreach (var head in Enum.GetValues<MeaningHead>()) store.AddLinear(Name(head), width, Groups(head).Sum());
        return store;
    }

    /// <returns>Classes: handle, left rim, right rim, body accepted; speed and tilt demanded (2 = open).</returns>
    public static int[] Of(WishMeaning meaning) =>
    [
        .. Modes.Select(mode => meaning.Modes.HasFlag(mode) ? 1 : 0), (int?)meaning.Speed ?? 2, (int?)meaning.Tilt ?? 2,
    ];

    /// <returns>Classes: outcome, side, speed and tilt said (2 = not said).</returns>
    public static int[] Of(CupLabel label)
    {
        var said = ParsedNarration.Of(label);
        return [(int)said.Outcome, (int)said.Side, (int?)said.Speed ?? 2, (int?)said.Tilt ?? 2];
    }

    /// <returns>Classes: fits the wish; letter; fits in its mode, its speed, its tilt (a failed grasp fits in none).</returns>
    public static int[] Of(WishMeaning meaning, CupLabel label, int slot) =>
    [
        meaning.Accepts(label) ? 1 : 0, slot, (meaning with { Speed = null, Tilt = null }).Accepts(label) ? 1 : 0,
        label.Held && (meaning.Speed ?? label.Speed) == label.Speed ? 1 : 0, label.Held && (meaning.Tilt ?? label.Tilt) == label.Tilt ? 1 : 0,
    ];

    /// <param name="states"><c>[M, D]</c>.</param>
    /// <param name="classes"><c>[M][groups]</c>.</param>
    /// <returns>The sum of the cross-entropies of all groups, and the share of positions whose first class is right.</returns>
    public static (Tensor Loss, double Accuracy) Loss(ParameterStore parameters, MeaningHead head, Tensor states, IReadOnlyList<int[]> classes)
    {
        using var scope = NewDisposeScope();
        var groups = Groups(head);
        var logits = parameters.Linear(Name(head), states);
        var loss = zeros(1);
        for (int g = 0, at = 0; g < groups.Length; at += groups[g++])
            loss = loss + F.cross_entropy(logits.narrow(1, at, groups[g]), tensor(classes.Select(c => (long)c[g]).ToArray()));
        var best = logits.detach().narrow(1, 0, groups[0]).argmax(1).data<long>().ToArray();
        return (loss.squeeze(0).MoveToOuterDisposeScope(), best.Zip(classes, (b, c) => b == c[0] ? 1.0 : 0).Average());
    }

    private static string Name(MeaningHead head) => $"meaning.{head.ToString().ToLowerInvariant()}";

    private static int[] Groups(MeaningHead head) => head switch
    {
        MeaningHead.Wish => [2, 2, 2, 2, 3, 3],
        MeaningHead.Plan => [Enum.GetValues<CupOutcome>().Length, 3, 3, 3],
        _ => [2, PromptTokens.MaxOptions, 2, 2, 2],
    };
}
