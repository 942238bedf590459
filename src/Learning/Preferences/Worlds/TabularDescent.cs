namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>Gradient descent on HyPO's loss with a free logit for every answer, without sampling noise.</summary>
public static class TabularDescent
{
    /// <param name="offsets">Start: logits above those of the reference, <c>[K]</c>.</param>
    /// <param name="klWeight">0 = DPO.</param>
    /// <returns>Policy where the descent ends, <c>[K]</c>.</returns>
    public static double[] Run(CoverageWorld world, double[] offsets, double klWeight, double rate = 1, int steps = 50_000)
    {
        double[] logits = [.. world.Reference.Select((q, i) => Math.Log(q) + offsets[i])];
        for (int step = 0; step < steps; step++)
        {
            double[] p = Distribution.Softmax(logits);
            double[] ratio = [.. p.Select((v, i) => Math.Log(v / world.Reference[i]))];
            double kl = Distribution.Mean(p, ratio), dpo = world.DpoSlope(p);
            for (int i = 0; i < p.Length; i++) logits[i] -= rate * klWeight * p[i] * (ratio[i] - kl);
            // The paired log-ratio contains the first two logits alone: the third never moves without the KL.
            logits[0] -= rate * dpo;
            logits[1] += rate * dpo;
        }
        return Distribution.Softmax(logits);
    }
}
