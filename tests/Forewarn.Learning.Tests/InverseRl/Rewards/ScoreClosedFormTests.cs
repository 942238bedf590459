using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl.Rewards;

namespace Forewarn.Learning.Tests.InverseRl.Rewards;

/// <summary>
/// Trained affine networks against what is known of Gaussians: with <c>v = a s^2 + 1 - a</c> the best loss is <c>mean_t a s^2 / v</c>, the
/// divergence of diffused scores <c>mean_t v_p (1/v_q - 1/v_p)^2 + a (m_p - m_q)^2 / v_q^2</c>, and its weighted form has another factor
/// <c>1 - a</c> in the mean.
/// </summary>
public sealed class ScoreClosedFormTests
{
    private static readonly StateDiffusion Diffusion = new(1000);

    [Fact]
    public void Trained_networks_reach_the_closed_forms()
    {
        Line standard = Fit(0, 1), moved = Fit(1, 1), narrow = Fit(0, 0.25);
        Near(0.275513, standard.Loss(0, 1));
        Near(0.275513, moved.Loss(1, 1));
        Near((0.275513, 0.082056), Line.Divergence(0, 1, standard, moved));
        Near((0.977874, 0.090742), Line.Divergence(0, 1, standard, narrow));
        Near((0.312525, 0.040918), Line.Divergence(0, 0.25, narrow, standard));
    }

    /// <summary>The first times, which the regression weighs by <c>1 - a</c>, weigh fully in the plain form: it is known less well.</summary>
    private static void Near((double Plain, double Weighted) wanted, (double Plain, double Weighted) found)
    {
        Assert.Equal(wanted.Plain, found.Plain, 0.04 * wanted.Plain);
        Near(wanted.Weighted, found.Weighted);
    }

    private static void Near(double wanted, double found) => Assert.Equal(wanted, found, 0.02 * wanted);

    private static Line Fit(double mean, double variance)
    {
        var options = new ScorePairOptions
        {
            Form = ScoreForm.Affine, DiffusionTimes = 1000, ExpertSteps = 2000, Batch = 2048, LearningRate = 5e-2, ValidationShare = 0, WeightDecay = 0,
        };
        var seed = new SeedStreams(8).Stream("closed forms");
        var net = ScoreFit.Create(options, Diffusion, 1, seed);
        new ScoreFit(options, Diffusion, 1000, new(RewardInput.State, 1, 1), 1, 1).Expert(net, Exact(mean, variance), seed.Child("fit"));
        return new(net);
    }

    /// <summary>Draws whose mean and variance are exact: of the states an affine network can see no more.</summary>
    private static TransitionSet Exact(double mean, double variance)
    {
        const int count = 2000;
        double[] draws = [.. Clouds.Normal(count, 1, 1, 0, 1, 1).States.ToArray().Select(v => (double)v)];
        double center = draws.Average(), deviation = Math.Sqrt(draws.Average(d => (d - center) * (d - center)));
        float[] states = [.. draws.Select(d => (float)(mean + Math.Sqrt(variance) * (d - center) / deviation))];
        return new(1, 1, states, new float[count], states, new float[count], new float[count], [0], []);
    }

    /// <summary>Slope and offset of an affine network at every time.</summary>
    private sealed class Line
    {
        private readonly double[] _slope = new double[1000], _offset = new double[1000];

        public Line(NoiseNet net)
        {
            for (int t = 0; t < 1000; t++)
            {
                _offset[t] = net.Forward([0], [t])[0];
                _slope[t] = net.Forward([1], [t])[0] - _offset[t];
            }
        }

        public double Loss(double mean, double variance) => Enumerable.Range(0, 1000).Average(t =>
        {
            double a = Diffusion.SignalShare(t), s = _slope[t];
            return s * s * a * variance + Math.Pow(s * Math.Sqrt(1 - a) - 1, 2) + Math.Pow(_offset[t] + s * Math.Sqrt(a) * mean, 2);
        });

        /// <summary>Over states of the first, whose mean and variance are given.</summary>
        public static (double Plain, double Weighted) Divergence(double mean, double variance, Line first, Line second)
        {
            double[] terms = [.. Enumerable.Range(0, 1000).Select(t =>
            {
                double a = Diffusion.SignalShare(t), v = a * variance + 1 - a, m = Math.Sqrt(a) * mean;
                double slope = first._slope[t] - second._slope[t], offset = first._offset[t] - second._offset[t];
                return slope * slope * v + Math.Pow(slope * m + offset, 2);
            })];
            return (terms.Select((e, t) => e / (1 - Diffusion.SignalShare(t))).Average(), terms.Average());
        }
    }
}
