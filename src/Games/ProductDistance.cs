using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>
/// How far a distribution over joint actions is from every product of independent ones, in total variation. The nearest product
/// is a problem without a convex form: what is found is an upper bound. The lower bound is proved: if a product is within t, so
/// are all marginals, hence the product of the marginals is within <c>(m + 1) t</c>.
/// </summary>
/// <param name="Found">Distance of the nearest product that was found.</param>
/// <param name="AtLeast">No product is nearer than this.</param>
public sealed record ProductDistance(double Found, double AtLeast)
{
    private const int Starts = 6, Trials = 1500;

    /// <param name="shares">Distribution over joint actions, <c>[A]</c>.</param>
    public static ProductDistance Of(JointActions actions, ReadOnlySpan<double> shares)
    {
        double[][] marginals = Marginals(actions, shares);
        double plain = TotalVariation.Of(shares, Product(actions, marginals));
        if (plain < 1e-12) return new(0, 0);
        // The search is part of an exact answer's error message: the same on every run.
        var seed = new SeedStreams(0).Stream("product distance");
        double found = plain;
        for (int start = 0; start < Starts; start++)
        {
            double[][] from = start == 0 ? marginals : [.. marginals.Select(m => Distribution([.. m.Select(_ => seed.NextDouble())]))];
            found = Math.Min(found, Descend(actions, shares, from, seed));
        }
        return new(found, plain / (actions.Agents + 1));
    }

    /// <summary>Share of every action of every agent, <c>[m][A_i]</c>.</summary>
    public static double[][] Marginals(JointActions actions, ReadOnlySpan<double> shares)
    {
        double[][] marginals = [.. actions.Counts.Select(n => new double[n])];
        for (int a = 0; a < shares.Length; a++)
            for (int i = 0; i < actions.Agents; i++) marginals[i][actions.Of(a, i)] += shares[a];
        return marginals;
    }

    /// <summary>Distribution over joint actions when every agent draws by itself, <c>[A]</c>.</summary>
    /// <param name="single"><c>[m][A_i]</c>.</param>
    public static double[] Product(JointActions actions, IReadOnlyList<double[]> single)
    {
        var joint = new double[actions.Count];
        for (int a = 0; a < joint.Length; a++)
        {
            joint[a] = 1;
            for (int i = 0; i < single.Count; i++) joint[a] *= single[i][actions.Of(a, i)];
        }
        return joint;
    }

    /// <summary>
    /// Random steps that shorten the distance; their size grows on success and shrinks on failure (Rechenberg's one-fifth rule).
    /// </summary>
    private static double Descend(JointActions actions, ReadOnlySpan<double> shares, double[][] from, SeedStream seed)
    {
        double best = TotalVariation.Of(shares, Product(actions, from)), size = 0.3;
        for (int trial = 0; trial < Trials && size > 1e-7; trial++)
        {
            double[][] to = [.. from.Select(m => Distribution([.. m.Select(p => Math.Max(0, p + size * seed.NextNormal()))]))];
            double distance = TotalVariation.Of(shares, Product(actions, to));
            size *= distance < best ? 1.5 : 0.9;
            if (distance < best) (best, from) = (distance, to);
        }
        return best;
    }

    private static double[] Distribution(double[] weights)
    {
        double sum = weights.Sum();
        return sum > 0 ? [.. weights.Select(w => w / sum)] : [.. weights.Select(_ => 1.0 / weights.Length)];
    }
}
