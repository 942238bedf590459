using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Constraints.Constrained;

/// <summary>Pulls the means of a Gaussian policy to demonstrated actions by least squares, with a fresh Adam.</summary>
internal static class GaussianCloning
{
    /// <returns>Mean squared error over the last tenth of the steps.</returns>
    public static double Fit(GaussianPolicy policy, ITransitionSource demonstrations, int steps, int rows, double learningRate, SeedStream seed)
    {
        int s = policy.StateSize, a = policy.ActionSize;
        var batch = new TransitionBatch(rows, s, a) { Count = rows };
        var tape = new MlpTape(policy.Net.Shape, rows);
        var step = new FlatAdam(policy.Net.Shape.Count);
        Acquaint(policy, demonstrations, batch, seed.Child("moments"));
        int tail = Math.Max(1, steps / 10);
        double error = 0;
        for (int t = 0; t < steps; t++)
        {
            demonstrations.Draw(batch, 0, rows, seed.Child("step", t));
            policy.Sense(batch.States, tape.Inputs(rows));
            policy.Net.Forward(rows, tape);
            double sum = 0;
            for (int i = 0; i < rows * a; i++)
            {
                float off = tape.Outputs[i] - batch.Actions[i];
                sum += off * off;
                tape.OutputGradients[i] = 2 * off / (rows * a);
            }
            policy.Net.ZeroGradients();
            policy.Net.Backward(tape);
            step.Update(policy.Net.Values, policy.Net.Gradients, learningRate);
            if (t >= steps - tail) error += sum / (rows * a * tail);
        }
        return error;
    }

    /// <summary>A policy that has seen nothing yet gets its moments from what it is to clone.</summary>
    private static void Acquaint(GaussianPolicy policy, ITransitionSource demonstrations, TransitionBatch batch, SeedStream seed)
    {
        if (policy.Normalizer is not { IsFresh: true } normalizer) return;
        for (int i = 0; i < 32; i++)
        {
            demonstrations.Draw(batch, 0, batch.Count, seed);
            normalizer.Observe(batch.States);
        }
    }
}
