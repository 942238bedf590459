using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>
/// <c>min E_demonstrations (raw + 1)^2 + E_learner (raw - 1)^2</c>. Its minimum over all functions is <c>(p_L - p_E) / (p_L + p_E)</c> of the two
/// densities: 1 where only learners went, -1 where only experts did. Both sides weigh the same however many states they have, or the larger one
/// would move the edge.
/// </summary>
public static class ConstraintFit
{
    /// <param name="demonstrated">Features of demonstrated states, <c>[N, D]</c>.</param>
    /// <param name="learner">Features of learner states of all rounds, <c>[M, D]</c>.</param>
    /// <returns>Mean loss over the last tenth of the steps: 2 where nothing tells the sides apart, 0 where they do not overlap.</returns>
    /// <exception cref="ForewarnException">A side without states.</exception>
    public static double Run(
        ConstraintClass constraint, ReadOnlySpan<float> demonstrated, ReadOnlySpan<float> learner, ConstraintFitOptions options, SeedStream seed)
    {
        int width = constraint.Inputs, half = options.Batch / 2, tail = Math.Max(1, options.Steps / 10);
        if (demonstrated.IsEmpty || learner.IsEmpty)
            throw ForewarnException.Of("states to fit a constraint to", $"{demonstrated.Length / width} demonstrated, {learner.Length / width} of learners",
                "some of each", "Record demonstrations, and let a learner play.", ExitCode.Usage);
        // Fresh every round: moments of the last round's loss would carry the parameters past the new one's minimum.
        var adam = new FlatAdam(constraint.Values.Length);
        float[] features = new float[options.Batch * width], raw = new float[options.Batch], slopes = new float[options.Batch];
        double loss = 0;
        for (int step = 0; step < options.Steps; step++)
        {
            Draw(demonstrated, features.AsSpan(0, half * width), width, seed);
            Draw(learner, features.AsSpan(half * width), width, seed);
            constraint.Evaluate(features, raw);
            double sum = 0;
            for (int b = 0; b < raw.Length; b++)
            {
                float error = raw[b] - (b < half ? -1 : 1);
                sum += error * error / half;
                slopes[b] = 2 * error / half;
            }
            Array.Clear(constraint.Gradients);
            constraint.Backward(features, slopes);
            adam.Update(constraint.Values, constraint.Gradients, options.LearningRate * (0.01 + 0.99 * (1 + Math.Cos(Math.PI * step / options.Steps)) / 2));
            constraint.Project();
            if (step >= options.Steps - tail) loss += sum / tail;
        }
        return loss;
    }

    private static void Draw(ReadOnlySpan<float> from, Span<float> rows, int width, SeedStream seed)
    {
        int count = from.Length / width;
        for (int at = 0; at < rows.Length; at += width) from.Slice(seed.Next(count) * width, width).CopyTo(rows[at..]);
    }
}
