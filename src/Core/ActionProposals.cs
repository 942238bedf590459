namespace Forewarn.Core;

/// <summary><c>N</c> sampled plans (or <c>K</c> modes after clustering) of equal length, with the mass of each.</summary>
public sealed class ActionProposals
{
    /// <param name="values"><c>[N, T, A]</c> in physical units.</param>
    /// <param name="mass"><c>[N]</c>, share of the policy's samples that each plan stands for; null = 1/N each.</param>
    public ActionProposals(float[] values, int count, ActionSpec spec, float[]? mass = null)
    {
        if (count < 1 || values.Length % (count * spec.Width) != 0 || values.Length == 0)
            throw new ForewarnException($"proposals: found {values.Length} values, wanted [N={count}, T, A={spec.Width}].");
        (Values, Count, Spec) = (values, count, spec);
        Mass = mass ?? Enumerable.Repeat(1f / count, count).ToArray();
        Shape.Require("proposals.mass", Mass.Length, ("N", count));
    }

    /// <summary><c>[N, T, A]</c>, row-major.</summary>
    public float[] Values { get; }

    /// <summary><c>[N]</c>.</summary>
    public float[] Mass { get; }

    public ActionSpec Spec { get; }

    /// <summary><c>N</c> (or <c>K</c>).</summary>
    public int Count { get; }

    /// <summary><c>T</c>.</summary>
    public int Steps => Values.Length / (Count * Spec.Width);

    /// <summary>Plan <paramref name="index"/> as a view, <c>[T, A]</c>.</summary>
    public ReadOnlySpan<float> Plan(int index) => Values.AsSpan(index * Steps * Spec.Width, Steps * Spec.Width);

    /// <summary>A copy of one plan.</summary>
    public ActionChunk Chunk(int index) => new(Plan(index).ToArray(), Spec);

    /// <summary>The chosen plans, in the given order, with their masses.</summary>
    public ActionProposals Select(ReadOnlySpan<int> indices, float[]? mass = null)
    {
        int size = Steps * Spec.Width;
        var values = new float[indices.Length * size];
        var weights = new float[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            Plan(indices[i]).CopyTo(values.AsSpan(i * size));
            weights[i] = Mass[indices[i]];
        }
        return new(values, indices.Length, Spec, mass ?? weights);
    }
}
