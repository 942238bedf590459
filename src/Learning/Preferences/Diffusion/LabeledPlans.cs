using Forewarn.Core;
using Forewarn.Learning.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Labeled pairs of plans as a policy sees them: features of the scenes by its own eye, plans as its whitened numbers. Scenes are
/// the prompts; pairs of one scene never stand on both sides of the split.
/// </summary>
/// <param name="Features">What the eye made of every scene, <c>[S, F]</c>; owned.</param>
/// <param name="Scenes">Scene of every pair, <c>[P]</c>.</param>
/// <param name="Chosen">Whitened plans, <c>[P, D]</c>; owned.</param>
/// <param name="Rejected">Whitened plans, <c>[P, D]</c>; owned.</param>
/// <param name="Rewards">Reward of the chosen and of the rejected plan, <c>[P]</c>: as measured, else 1 and 0; equal for a tie.</param>
public sealed record LabeledPlans(
    Tensor Features, int[] Scenes, Tensor Chosen, Tensor Rejected, (double Chosen, double Rejected)[] Rewards) : IDisposable
{
    public int Count => Scenes.Length;

    /// <summary>Pairs in which one plan is better.</summary>
    public int Told => Rewards.Count(r => r.Chosen != r.Rejected);

    /// <summary>Splits by scene.</summary>
    /// <param name="heldOut">Share of the scenes, 0 to below 1; at least one scene is held out when above 0.</param>
    /// <exception cref="ForewarnException">Too few scenes for the split.</exception>
    public (LabeledPlans Training, LabeledPlans HeldOut) Split(double heldOut, SeedStream seed)
    {
        int[] order = [.. Scenes.Distinct().Order()];
        seed.Shuffle(order.AsSpan());
        int kept = heldOut == 0 ? 0 : Math.Max(1, (int)Math.Round(heldOut * order.Length));
        if (order.Length - kept < 1)
            throw ForewarnException.Of("labeled pairs", $"{order.Length} scenes", $"{kept + 1} or more to hold {kept} out",
                "Label more scenes, or hold out less.", ExitCode.Usage);
        var aside = order.Take(kept).ToHashSet();
        return (Select(i => !aside.Contains(Scenes[i])), Select(i => aside.Contains(Scenes[i])));
    }

    /// <summary>The pairs in which one plan is better.</summary>
    public LabeledPlans WithoutTies() => Select(i => Rewards[i].Chosen != Rewards[i].Rejected);

    /// <summary>Offline pairs over posterior chains.</summary>
    /// <param name="draws">Chains per plan.</param>
    public PairSet Chains(int draws, ChainSampler sampler, SeedStream seed)
    {
        var samples = PosteriorChains.OfPairs(Scenes, Chosen, Rejected, draws, sampler, seed);
        double[] rewards = [.. Rewards.SelectMany(r =>
            Enumerable.Repeat((double[])[r.Chosen, r.Rejected], draws).SelectMany(pair => pair))];
        return new(samples, rewards);
    }

    public void Dispose()
    {
        Features.Dispose();
        Chosen.Dispose();
        Rejected.Dispose();
    }

    private LabeledPlans Select(Func<int, bool> wanted)
    {
        using var scope = NewDisposeScope();
        int[] rows = [.. Enumerable.Range(0, Count).Where(wanted)];
        var index = tensor(Array.ConvertAll(rows, r => (long)r), ScalarType.Int64);
        return new(Features.clone().DetachFromDisposeScope(), [.. rows.Select(r => Scenes[r])],
            Chosen.index_select(0, index).DetachFromDisposeScope(), Rejected.index_select(0, index).DetachFromDisposeScope(),
            [.. rows.Select(r => Rewards[r])]);
    }
}
