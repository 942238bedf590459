namespace Forewarn.Simulation.Misspecification;

/// <summary>
/// What a policy must miss when it senses less. Let L be the smallest slope that explains the expert as a function of all it senses:
/// the largest <c>|a_i - a_j| / |s_i - s_j|</c> over its records. A policy of the learner's observation o with slope at most L obeys
/// <c>|pi(o_i) - pi(o_j)| &lt;= L |o_i - o_j|</c>, so at one of the two it is at least <c>(|a_i - a_j| - L |o_i - o_j|) / 2</c> from the
/// expert. With everything sensed the bound is zero by construction; with equal observations it is half the difference of the actions.
/// Pairs of (nearly) equal states are left out: there the expert contradicts itself.
/// </summary>
internal static class SmoothBound
{
    private const double Same = 1e-6;

    /// <summary>Every column divided by its deviation, constant ones dropped to zero, <c>[N, S]</c>.</summary>
    public static double[] Standardized(ReadOnlySpan<float> states, int stateSize)
    {
        int count = states.Length / stateSize;
        Core.Shape.Require("states", states.Length, ("N", count), ("S", stateSize));
        var scaled = new double[states.Length];
        for (int c = 0; c < stateSize; c++)
        {
            double mean = 0, squares = 0;
            for (int i = 0; i < count; i++) mean += states[i * stateSize + c] / (double)count;
            for (int i = 0; i < count; i++) squares += (states[i * stateSize + c] - mean) * (states[i * stateSize + c] - mean) / count;
            double deviation = Math.Sqrt(squares);
            for (int i = 0; i < count; i++)
                scaled[i * stateSize + c] = deviation < 1e-9 ? 0 : (states[i * stateSize + c] - mean) / deviation;
        }
        return scaled;
    }

    /// <param name="seen">What the learner senses, <c>[N, O]</c>.</param>
    /// <param name="whole">What the expert senses, <c>[N, S]</c>.</param>
    /// <param name="actions"><c>[N, A]</c>.</param>
    /// <returns>The best bound of every transition over all its partners, <c>[N]</c>.</returns>
    public static double[] Distances(ReadOnlySpan<double> seen, ReadOnlySpan<double> whole, ReadOnlySpan<float> actions, int count, int width)
    {
        Core.Shape.Require("actions", actions.Length, ("N", count), ("A", width));
        var bounds = new double[count];
        if (count < 2) return bounds;
        double slope = 0;
        for (int i = 0; i < count; i++)
            for (int j = 0; j < i; j++)
                if (Between(whole, i, j, count) is var d && d > Same) slope = Math.Max(slope, Between(actions, i, j, width) / d);
        for (int i = 0; i < count; i++)
            for (int j = 0; j < i; j++)
            {
                if (Between(whole, i, j, count) <= Same) continue;
                double bound = (Between(actions, i, j, width) - slope * Between(seen, i, j, count)) / 2;
                (bounds[i], bounds[j]) = (Math.Max(bounds[i], bound), Math.Max(bounds[j], bound));
            }
        // What rounding leaves where the bound is zero by construction.
        for (int i = 0; i < count; i++) if (bounds[i] < 1e-12) bounds[i] = 0;
        return bounds;
    }

    private static double Between(ReadOnlySpan<double> rows, int i, int j, int count)
    {
        int width = rows.Length / count;
        double squares = 0;
        for (int c = 0; c < width; c++)
        {
            double d = rows[i * width + c] - rows[j * width + c];
            squares += d * d;
        }
        return Math.Sqrt(squares);
    }

    private static double Between(ReadOnlySpan<float> rows, int i, int j, int width)
    {
        double squares = 0;
        for (int c = 0; c < width; c++)
        {
            double d = (double)rows[i * width + c] - rows[j * width + c];
            squares += d * d;
        }
        return Math.Sqrt(squares);
    }
}
