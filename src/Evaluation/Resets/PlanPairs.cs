using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Resets;

/// <summary>Chooses pairs of one scene's samples by chance: of different modes, and of one.</summary>
internal static class PlanPairs
{
    /// <param name="modes">Kept samples of the modes.</param>
    /// <param name="wanted">Pairs of each kind.</param>
    /// <returns>Indices into <paramref name="drawn"/>; fewer where a scene has no such pairs.</returns>
    public static IReadOnlyList<(int First, int Second, bool SameMode)> Pick(
        ActionProposals drawn, ActionProposals modes, IPlanDistance distance, double radius, int wanted, SeedStream seed)
    {
        int[] kept = [.. Enumerable.Range(0, modes.Count).Select(k => IndexOf(drawn, modes.Plan(k)))];
        double[] far = distance.Pairwise(drawn);
        (int First, int Second)[] different =
        [
            .. from a in kept from b in kept where a != b && far[a * drawn.Count + b] > radius select (a, b),
        ];
        (int First, int Second)[] same =
        [
            .. from a in kept
               from b in Enumerable.Range(0, drawn.Count)
               where a != b && far[a * drawn.Count + b] <= radius && !drawn.Plan(a).SequenceEqual(drawn.Plan(b))
               select (a, b),
        ];
        return [.. Draw(different, wanted, seed).Select(p => (p.First, p.Second, false)), .. Draw(same, wanted, seed).Select(p => (p.First, p.Second, true))];
    }

    /// <summary>Pairs with different first plans, as long as there are any.</summary>
    private static IEnumerable<(int First, int Second)> Draw((int First, int Second)[] pairs, int wanted, SeedStream seed)
    {
        seed.Shuffle(pairs.AsSpan());
        var firsts = pairs.DistinctBy(p => p.First).ToArray();
        return firsts.Concat(pairs.Except(firsts)).Take(wanted);
    }

    private static int IndexOf(ActionProposals drawn, ReadOnlySpan<float> plan)
    {
        for (int n = 0; n < drawn.Count; n++)
            if (drawn.Plan(n).SequenceEqual(plan)) return n;
        throw new ForewarnException("modes: found a plan that is none of the samples, wanted kept samples.");
    }
}
