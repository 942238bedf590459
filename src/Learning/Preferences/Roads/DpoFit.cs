namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// Direct preference optimization as maximum likelihood over a class of policies: Bradley-Terry on the implicit reward
/// <c>β ln π/π_ref</c> (or on <c>ln π</c> for a local reward model), by the policy's own parameters.
/// </summary>
public static class DpoFit
{
    /// <param name="ridge">Weight of <see cref="BradleyTerry.Ridge"/> on the implicit reward.</param>
    /// <param name="logitRidge">Weight of <c>|θ|²/2</c> on the raw parameters: no functional of the policy, for comparison only.</param>
    /// <param name="tolerance">On the largest entry of the gradient by the parameters.</param>
    /// <returns>The optimum's parameters.</returns>
    public static double[] Solve(
        RoadsWorld world, IPolicyClass policies, IReadOnlyList<RoadsPair> pairs, double beta, double ridge,
        double logitRidge = 0, double tolerance = 1e-13)
    {
        return LimitedMemoryBfgs.Minimize(new double[policies.Dimension], (at, slope) =>
        {
            double[] reward = Implicit(world, policies.LogProbs(at), beta);
            var cells = new double[reward.Length];
            double value = BradleyTerry.Loss(reward, pairs, world.Answers, cells)
                + BradleyTerry.Ridge(reward, world.Answers, ridge, cells);
            for (int i = 0; i < cells.Length; i++) cells[i] *= beta;
            policies.Backward(at, cells, slope);
            if (logitRidge == 0) return value;
            for (int i = 0; i < at.Length; i++)
            {
                value += logitRidge * at[i] * at[i] / 2;
                slope[i] += logitRidge * at[i];
            }
            return value;
        }, tolerance);
    }

    /// <summary><c>β ln π/π_ref</c>.</summary>
    public static double[] Implicit(RoadsWorld world, double[] logPolicy, double beta)
    {
        var reward = new double[logPolicy.Length];
        for (int i = 0; i < reward.Length; i++) reward[i] = beta * (logPolicy[i] - world.LogReference[i]);
        return reward;
    }
}
