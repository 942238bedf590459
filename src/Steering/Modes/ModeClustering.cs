using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Greedy non-maximum suppression: keep the sample of highest Gaussian kernel density (width <c>r / 2</c>), suppress
/// all within <c>r</c>, repeat up to <c>K</c> times. Every mode carries the share of samples nearest to it, so a rare
/// mode stays visible with its true weight. Modes come in the order in which they were kept.
/// </summary>
public sealed class ModeClustering : IModeSelector
{
    private readonly IPlanDistance _distance;
    private readonly double _radius;
    private readonly int _modes;

    public ModeClustering(IPlanDistance distance, SteeringOptions options) =>
        (_distance, _radius, _modes) = (distance, options.Radius, options.Modes);

    public ActionProposals Select(ActionProposals proposals)
    {
        ActionProposals samples = FiniteSamples.Of(proposals);
        double[] distances = _distance.Pairwise(samples);
        Shape.Require("plan distances", distances.Length, ("N", samples.Count), ("N", samples.Count));
        int[] kept = Suppress(distances, samples.Count);
        return samples.Select(kept, Masses(distances, samples, kept));
    }

    private int[] Suppress(double[] distances, int count)
    {
        var density = new double[count];
        double scale = -1 / (2 * (_radius / 2) * (_radius / 2));
        for (int i = 0; i < count; i++)
            foreach (double d in distances.AsSpan(i * count, count)) density[i] += Math.Exp(scale * d * d);
        var open = new bool[count];
        Array.Fill(open, true);
        var kept = new List<int>(_modes);
        while (kept.Count < _modes)
        {
            int best = -1;
            for (int i = 0; i < count; i++) if (open[i] && (best < 0 || density[i] > density[best])) best = i;
            if (best < 0) break;
            kept.Add(best);
            for (int i = 0; i < count; i++) if (distances[best * count + i] <= _radius) open[i] = false;
            open[best] = false;
        }
        return [.. kept];
    }

    private static float[] Masses(double[] distances, ActionProposals samples, int[] kept)
    {
        var mass = new float[kept.Length];
        float total = samples.Mass.Sum();
        for (int i = 0; i < samples.Count; i++)
        {
            int nearest = 0;
            for (int k = 1; k < kept.Length; k++)
                if (distances[i * samples.Count + kept[k]] < distances[i * samples.Count + kept[nearest]]) nearest = k;
            mass[nearest] += samples.Mass[i] / total;
        }
        return mass;
    }
}
