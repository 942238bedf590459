using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Evaluation.Replay;

/// <summary>What the world model's training data looked like: what lies far outside was never learned.</summary>
/// <param name="State">Mean and standard deviation per proprioceptive number.</param>
/// <param name="Names">Their names.</param>
/// <param name="Disagreement">Mean disagreement of the ensemble on held-out episodes, latent units.</param>
public sealed record FamiliarRange(ChannelStats State, IReadOnlyList<string> Names, double Disagreement)
{
    /// <summary>Standard deviations from the mean beyond which a number is strange.</summary>
    public const double LargestDeviation = 6;

    /// <summary>Multiple of the held-out disagreement beyond which a rollout is strange.</summary>
    public const double LargestDisagreement = 3;

    /// <param name="state"><c>[S]</c>.</param>
    /// <param name="disagreement">Mean over the imagined steps of each mode, <c>[K]</c>.</param>
    /// <returns>One line per finding.</returns>
    public IReadOnlyList<string> Strange(ReadOnlySpan<float> state, IEnumerable<double> disagreement)
    {
        var found = new List<string>();
        for (int i = 0; i < Math.Min(state.Length, State.Mean.Length); i++)
        {
            double z = (state[i] - State.Mean[i]) / Math.Max(State.Std[i], 1e-6);
            if (Math.Abs(z) > LargestDeviation)
                found.Add(string.Create(CultureInfo.InvariantCulture, $"{(i < Names.Count ? Names[i] : $"state[{i}]")} is {z:f1} standard deviations off"));
        }
        double worst = disagreement.DefaultIfEmpty(0).Max();
        if (worst > LargestDisagreement * Disagreement)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"the ensemble disagrees {worst / Disagreement:f1} times as much as on held-out episodes"));
        return found;
    }
}
