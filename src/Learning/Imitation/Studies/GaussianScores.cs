namespace Forewarn.Learning.Imitation.Studies;

/// <summary>
/// Figures of score matching where learner and expert are Gaussians of one dimension, diffused by a linear schedule of N steps:
/// at each, <c>x = sqrt(alpha) s + sqrt(1 - alpha) eps</c> has variance <c>v = alpha sigma^2 + 1 - alpha</c>.
/// </summary>
/// <param name="Divergence">Mean over the steps of <c>E_learner |grad log p - grad log q|^2</c>.</param>
/// <param name="RewardGap">The same, weighted by 1 - alpha: in units of predicted noise.</param>
/// <param name="LeastLoss">Mean over the steps of <c>E |eps - E[eps | x]|^2</c> on the learner's states.</param>
internal sealed record GaussianScores(double Divergence, double RewardGap, double LeastLoss)
{
    /// <summary>Nodes of the quadrature per step.</summary>
    public const int Nodes = 401;

    private const double FirstBeta = 1e-4, LastBeta = 0.02, Deviations = 10;

    /// <summary>The products alpha of the linear schedule, <c>[N]</c>.</summary>
    public static double[] Alphas(int steps)
    {
        double product = 1;
        return [.. Enumerable.Range(0, steps).Select(i => product *= 1 - (FirstBeta + (LastBeta - FirstBeta) * i / (steps - 1)))];
    }

    public static GaussianScores ByClosedForm((double Mean, double Variance) learner, (double Mean, double Variance) expert, int steps) =>
        Mean(steps, alpha =>
        {
            double vp = alpha * learner.Variance + 1 - alpha, vq = alpha * expert.Variance + 1 - alpha, apart = learner.Mean - expert.Mean;
            double divergence = vp * (1 / vq - 1 / vp) * (1 / vq - 1 / vp) + alpha * apart * apart / (vq * vq);
            return (divergence, alpha * learner.Variance / vp);
        });

    /// <summary>By the trapezoid rule over x, which converges geometrically for Gaussians.</summary>
    public static GaussianScores ByQuadrature((double Mean, double Variance) learner, (double Mean, double Variance) expert, int steps) =>
        Mean(steps, alpha =>
        {
            double vp = alpha * learner.Variance + 1 - alpha, vq = alpha * expert.Variance + 1 - alpha;
            double mp = Math.Sqrt(alpha) * learner.Mean, mq = Math.Sqrt(alpha) * expert.Mean, deviation = Math.Sqrt(vp);
            double width = 2 * Deviations / (Nodes - 1), mass = 0, divergence = 0, explained = 0;
            for (int i = 0; i < Nodes; i++)
            {
                double z = -Deviations + i * width, x = mp + deviation * z, weight = Math.Exp(-z * z / 2) * width / Math.Sqrt(2 * Math.PI);
                double scoreP = -(x - mp) / vp, scoreQ = -(x - mq) / vq;
                mass += weight;
                divergence += weight * (scoreP - scoreQ) * (scoreP - scoreQ);
                // E[eps | x] = -sqrt(1 - alpha) score; what it does not explain of eps' variance of 1 is left.
                explained += weight * (1 - alpha) * scoreP * scoreP;
            }
            return (divergence / mass, 1 - explained / mass);
        });

    private static GaussianScores Mean(int steps, Func<double, (double Divergence, double Loss)> at)
    {
        double divergence = 0, gap = 0, loss = 0;
        foreach (double alpha in Alphas(steps))
        {
            var (d, l) = at(alpha);
            (divergence, gap, loss) = (divergence + d / steps, gap + (1 - alpha) * d / steps, loss + l / steps);
        }
        return new(divergence, gap, loss);
    }
}
