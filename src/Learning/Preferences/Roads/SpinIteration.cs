namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// Self-play fine-tuning (SPIN) on tables, with the expectation over both samples taken exactly: the data's answer beats the
/// present policy's, <c>min E_{y~data, y'~π_t} -ln σ(β (ln π/π_t(y) - ln π/π_t(y')))</c>. The optimum is Bayes' classifier of the
/// two, so <c>π_{t+1} ∝ π_t (data/π_t)^{1/β}</c>: the data at once for β = 1, the log-ratio shrunk by <c>1 - 1/β</c> otherwise.
/// </summary>
public static class SpinIteration
{
    /// <param name="data">Distribution of the data's answers <c>[P · Y]</c>, nowhere zero.</param>
    /// <param name="logPolicy">ln π_t <c>[P · Y]</c>.</param>
    /// <returns>ln π_{t+1}.</returns>
    public static double[] Step(RoadsWorld world, double[] data, double[] logPolicy, double beta, IPolicyClass policies, double[] start)
    {
        var anchor = world with { LogReference = logPolicy };
        double[] found = LimitedMemoryBfgs.Minimize(start, (at, slope) =>
        {
            double[] reward = DpoFit.Implicit(anchor, policies.LogProbs(at), beta);
            var cells = new double[reward.Length];
            double loss = 0;
            for (int row = 0; row < reward.Length; row += world.Answers)
            {
                for (int y = row; y < row + world.Answers; y++)
                {
                    for (int other = row; other < row + world.Answers; other++)
                    {
                        double weight = data[y] * Math.Exp(logPolicy[other]), margin = reward[y] - reward[other];
                        loss += weight * BradleyTerry.NegativeLogSigmoid(margin);
                        double g = -weight * BradleyTerry.Sigmoid(-margin) * beta;
                        cells[y] += g;
                        cells[other] -= g;
                    }
                }
            }
            policies.Backward(at, cells, slope);
            return loss;
        });
        return policies.LogProbs(found);
    }

    /// <summary>Supervised fine-tuning: the class's likeliest policy, <c>min E_{y~data} -ln π(y)</c>.</summary>
    public static double[] Supervised(double[] data, IPolicyClass policies)
    {
        double[] found = LimitedMemoryBfgs.Minimize(new double[policies.Dimension], (at, slope) =>
        {
            double[] log = policies.LogProbs(at), cells = [.. data.Select(p => -p)];
            policies.Backward(at, cells, slope);
            return -log.Zip(data, (l, p) => l * p).Sum();
        });
        return policies.LogProbs(found);
    }
}
