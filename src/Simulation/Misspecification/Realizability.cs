using Forewarn.Core;

namespace Forewarn.Simulation.Misspecification;

/// <summary>Certificates for every kind of misspecification, from the expert's recorded states and actions.</summary>
public static class Realizability
{
    /// <summary>What counts as the same action unless told otherwise: a hundredth of a motor's range to one side.</summary>
    public const double Tolerance = 0.01;

    /// <summary>
    /// Action side: the distance between what the expert applied and the nearest that the learner can have applied in the same state.
    /// Exact for stacks of <see cref="AppliedActions"/>, whose columns are independent; delays are another question
    /// (<see cref="OfDelay"/>).
    /// </summary>
    /// <param name="learner">The learner's environment; its state is changed and not restored.</param>
    /// <param name="actions">What the expert applied, <c>[N, A]</c>.</param>
    /// <param name="snapshot">The saved state before transition i; may be null where no layer looks at the state.</param>
    public static RealizabilityCertificate OfActions(
        string change, IStateEnvironment learner, ReadOnlySpan<float> actions, Func<int, byte[]>? snapshot = null, double tolerance = Tolerance)
    {
        int width = learner.ActionSpec.Width, count = actions.Length / width;
        Shape.Require("actions", actions.Length, ("N", count), ("A", width));
        var distances = new double[count];
        float[] low = new float[width], high = new float[width];
        for (int i = 0; i < count; i++)
        {
            if (snapshot is not null) learner.LoadState(snapshot(i));
            Array.Fill(low, -1);
            Array.Fill(high, 1);
            for (var layer = learner as EnvironmentWrapper; layer is not null; layer = layer.Inner as EnvironmentWrapper)
                if (layer is AppliedActions applied) applied.Reach(low, high);
            double squares = 0;
            for (int c = 0; c < width; c++)
            {
                double wanted = actions[i * width + c], missing = wanted - Math.Clamp(wanted, low[c], high[c]);
                squares += missing * missing;
            }
            distances[i] = Math.Sqrt(squares);
        }
        return RealizabilityCertificate.Of(change, distances, tolerance);
    }

    /// <summary>
    /// Observation side: how far every policy of the remaining columns is from the expert, if it is no steeper than the expert is itself.
    /// See <see cref="SmoothBound"/>.
    /// </summary>
    /// <param name="kept">Columns that the learner senses.</param>
    /// <param name="states">What the expert senses, <c>[N, S]</c>.</param>
    /// <param name="actions"><c>[N, A]</c>.</param>
    public static RealizabilityCertificate OfObservations(
        string change, IReadOnlyList<int> kept, int stateSize, ReadOnlySpan<float> states, ReadOnlySpan<float> actions, double tolerance = Tolerance)
    {
        int count = states.Length / stateSize, width = actions.Length / Math.Max(1, count);
        var whole = SmoothBound.Standardized(states, stateSize);
        var seen = new double[count * kept.Count];
        for (int i = 0; i < count; i++)
            for (int c = 0; c < kept.Count; c++) seen[i * kept.Count + c] = whole[i * stateSize + kept[c]];
        return RealizabilityCertificate.Of(change, SmoothBound.Distances(seen, whole, actions, count, width), tolerance);
    }

    /// <summary>
    /// Delay: the action applied at t must be chosen from the state at t - k. By <see cref="SmoothBound"/>, and exactly for the first k steps
    /// of an episode, when zeros are applied.
    /// </summary>
    /// <param name="starts">First transition of every episode, ascending from 0.</param>
    /// <param name="delay">k, at least 0.</param>
    public static RealizabilityCertificate OfDelay(
        string change, int delay, IReadOnlyList<int> starts, int stateSize, ReadOnlySpan<float> states, ReadOnlySpan<float> actions,
        double tolerance = Tolerance)
    {
        int count = states.Length / stateSize, width = actions.Length / Math.Max(1, count);
        var whole = SmoothBound.Standardized(states, stateSize);
        var distances = new double[count];
        var late = new List<int>();
        for (int e = 0; e < starts.Count; e++)
            for (int t = starts[e], end = e + 1 < starts.Count ? starts[e + 1] : count; t < end; t++)
            {
                if (t - starts[e] < delay) distances[t] = Norm(actions.Slice(t * width, width));
                else late.Add(t);
            }
        // Bound the delayed ones among themselves: state then, against state and action now.
        double[] then = new double[late.Count * stateSize], now = new double[late.Count * stateSize];
        var applied = new float[late.Count * width];
        for (int i = 0; i < late.Count; i++)
        {
            whole.AsSpan((late[i] - delay) * stateSize, stateSize).CopyTo(then.AsSpan(i * stateSize));
            whole.AsSpan(late[i] * stateSize, stateSize).CopyTo(now.AsSpan(i * stateSize));
            actions.Slice(late[i] * width, width).CopyTo(applied.AsSpan(i * width));
        }
        double[] bounds = SmoothBound.Distances(then, now, applied, late.Count, width);
        for (int i = 0; i < late.Count; i++) distances[late[i]] = bounds[i];
        return RealizabilityCertificate.Of(change, distances, tolerance);
    }

    /// <summary>
    /// Small network class: the best affine policy leaves these residuals. It minimizes the mean square, so <c>Mean</c> (here the root
    /// of the mean square) is what no affine policy gets below; the largest and the share are those of this fit.
    /// </summary>
    public static RealizabilityCertificate OfAffinePolicies(
        string change, int stateSize, ReadOnlySpan<float> states, ReadOnlySpan<float> actions, double tolerance = Tolerance)
    {
        int count = states.Length / stateSize, width = actions.Length / Math.Max(1, count);
        double[] residuals = AffineFit.Residuals(SmoothBound.Standardized(states, stateSize), stateSize, actions, count, width);
        var certificate = RealizabilityCertificate.Of(change, residuals, tolerance);
        return certificate with { Mean = count == 0 ? 0 : Math.Sqrt(residuals.Average(r => r * r)) };
    }

    private static double Norm(ReadOnlySpan<float> values)
    {
        double squares = 0;
        foreach (float v in values) squares += (double)v * v;
        return Math.Sqrt(squares);
    }
}
