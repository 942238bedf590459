using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>Latent states as they are recorded; see <see cref="LatentStates"/> for what the columns mean.</summary>
/// <param name="size">Z.</param>
/// <param name="fallbacks">F.</param>
public sealed class LatentStateList(int size, int fallbacks)
{
    public int Size => size;

    public int Fallbacks => fallbacks;

    public int Count => Margins.Count;

    public List<float> Latents { get; } = [];

    public List<float> Margins { get; } = [];

    public List<long> Next { get; } = [];

    public List<float> Tails { get; } = [];

    public List<LatentTruth> Truths { get; } = [];

    public List<long> Episodes { get; } = [];

    public List<long> Horizons { get; } = [];

    /// <summary>Adds a state of which no fallback is known yet, and says its index.</summary>
    /// <param name="latent"><c>[Z]</c>.</param>
    public int Add(ReadOnlySpan<float> latent, double margin, LatentTruth truth, long episode, long horizon)
    {
        Shape.Require("latent", latent.Length, ("Z", size));
        Latents.AddRange(latent);
        Margins.Add((float)margin);
        Next.AddRange(Enumerable.Repeat(-1L, fallbacks));
        Tails.AddRange(Enumerable.Repeat(float.NaN, fallbacks));
        Truths.Add(truth);
        Episodes.Add(episode);
        Horizons.Add(horizon);
        return Count - 1;
    }

    /// <summary>One step of <paramref name="fallback"/> leads to <paramref name="next"/>.</summary>
    public void Link(int state, int fallback, int next) => Next[state * fallbacks + fallback] = next;

    /// <summary>The least margin of the rest of <paramref name="fallback"/>, in place of a next state.</summary>
    public void End(int state, int fallback, double leastMargin) => Tails[state * fallbacks + fallback] = (float)leastMargin;

    /// <summary>Appends all of another list.</summary>
    public void Append(LatentStateList other)
    {
        int at = Count;
        Latents.AddRange(other.Latents);
        Margins.AddRange(other.Margins);
        Next.AddRange(other.Next.Select(n => n < 0 ? n : n + at));
        Tails.AddRange(other.Tails);
        Truths.AddRange(other.Truths);
        Episodes.AddRange(other.Episodes);
        Horizons.AddRange(other.Horizons);
    }
}
