using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Cup.Language;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// What a wish demands and what a narration says, as classes that two linear heads read half-way up the decoder. They
/// exist in training only: with both meanings at hand in the middle, the upper half learns to compare them in hundreds of
/// updates instead of thousands.
/// </summary>
public static class MeaningTargets
{
    private static readonly int[] WishGroups = [2, 2, 2, 3, 3], PlanGroups = [5, 3, 3, 3];

    public static ParameterStore Declare(ParameterStore store, int width) => store
        .AddLinear("meaning.wish", width, WishGroups.Sum())
        .AddLinear("meaning.plan", width, PlanGroups.Sum());

    /// <returns>Classes: handle, left rim, right rim accepted; speed and tilt demanded (2 = open).</returns>
    public static int[] Of(WishMeaning meaning) =>
    [
        meaning.Modes.HasFlag(CupModes.Handle) ? 1 : 0, meaning.Modes.HasFlag(CupModes.RimLeft) ? 1 : 0,
        meaning.Modes.HasFlag(CupModes.RimRight) ? 1 : 0, (int?)meaning.Speed ?? 2, (int?)meaning.Tilt ?? 2,
    ];

    /// <returns>Classes: outcome, side, speed and tilt said (2 = not said).</returns>
    public static int[] Of(CupLabel label)
    {
        var said = ParsedNarration.Of(label);
        return [(int)said.Outcome, (int)said.Side, (int?)said.Speed ?? 2, (int?)said.Tilt ?? 2];
    }

    /// <summary>Sum of the cross-entropies of all groups.</summary>
    /// <param name="states"><c>[M, D]</c>.</param>
    /// <param name="classes"><c>[M][groups]</c>.</param>
    public static Tensor Loss(ParameterStore parameters, bool wish, Tensor states, IReadOnlyList<int[]> classes)
    {
        using var scope = NewDisposeScope();
        var groups = wish ? WishGroups : PlanGroups;
        var logits = parameters.Linear(wish ? "meaning.wish" : "meaning.plan", states);
        var loss = zeros(1);
        for (int g = 0, at = 0; g < groups.Length; at += groups[g++])
            loss = loss + F.cross_entropy(logits.narrow(1, at, groups[g]), tensor(classes.Select(c => (long)c[g]).ToArray()));
        return loss.squeeze(0).MoveToOuterDisposeScope();
    }
}
