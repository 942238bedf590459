using Forewarn.Core;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>
/// Learner and expert of equal mean and unequal spread: what does a linear discriminator see, and what an affine score?
/// </summary>
public sealed class BlindDiscriminatorStudy : IStudy
{
    private const int Samples = 20_000, NoisySamples = 4_000, DiffusionSteps = 1000;

    private static readonly (string Name, double Learner, double Expert, double Divergence)[] Worlds =
        [("wide_for_narrow", 1, 0.25, 0.977874), ("narrow_for_wide", 0.25, 1, 0.312525)];

    public string Name => "blind-discriminator";

    public string Summary => "with equal means a linear discriminator is at chance while affine scores tell expert and learner apart";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = new List<StudyFigure>();
        int done = 0;
        foreach (var (name, learner, expert, divergence) in Worlds)
        {
            var known = GaussianScores.ByQuadrature((0, learner), (0, expert), DiffusionSteps);
            figures.Add(StudyFigure.Exact($"{name}/affine_score/divergence", known.Divergence, StudyBar.Near(divergence, 6e-7)));
            (double Area, double Shifted, double Gap)[] runs = [.. seeds.Select(seed =>
            {
                cancel.ThrowIfCancellationRequested();
                var stream = StudySeeds.Reported(seed).Child(name);
                double area = Area(0, learner, expert, stream.Child("equal means")), shifted = Area(1, learner, expert, stream.Child("shifted"));
                double gap = Gap(learner, expert, stream.Child("scores"));
                progress(++done, Worlds.Length * seeds.Count);
                return (area, shifted, gap);
            })];
            figures.Add(StudyFigure.Sampled($"{name}/linear_discriminator/auc", [.. runs.Select(r => r.Area)], StudyBar.Near(0.5, 0.01)));
            figures.Add(StudyFigure.Sampled(
                $"{name}/linear_discriminator/auc_with_means_1_apart", [.. runs.Select(r => r.Shifted)], new(AtLeast: 0.7)));
            figures.Add(StudyFigure.Sampled(
                $"{name}/affine_score/fitted_gap_to_known", [.. runs.Select(r => r.Gap / known.RewardGap)], StudyBar.Near(1, 0.05)));
        }
        return new(Name, Summary, seeds, new Dictionary<string, string>
        {
            ["discriminator"] = $"logistic regression to its optimum on {Samples} states of each side, judged on as many others",
            ["scores"] = $"least squares of the noise on the noisy state and a constant at each of {DiffusionSteps} steps, {NoisySamples} states",
        }, figures,
        [
            "auc: share of pairs of an expert's and a learner's state that the discriminator orders rightly; .5 is chance.",
            "auc_with_means_1_apart is the control: the same discriminator sees a difference of means.",
            "fitted_gap: mean over learner's states of the squared difference of the two fitted noise predictions.",
        ]);
    }

    /// <summary>Area under the curve of a fitted linear discriminator on held-out states.</summary>
    private static double Area(double apart, double learner, double expert, SeedStream seed)
    {
        double[] Draw(string name, double mean, double variance)
        {
            var stream = seed.Child(name);
            return [.. Enumerable.Range(0, Samples).Select(_ => mean + Math.Sqrt(variance) * stream.NextNormal())];
        }

        double slope = Fit(Draw("expert", apart, expert), Draw("learner", 0, learner));
        return SeparationArea(slope, Draw("other expert", apart, expert), Draw("other learner", 0, learner));
    }

    /// <summary>Slope of the logistic regression of the side on the state, by Newton's method.</summary>
    private static double Fit(double[] expert, double[] learner)
    {
        double slope = 0, bias = 0;
        for (int round = 0; round < 20; round++)
        {
            double g0 = 0, g1 = 0, h00 = 1e-9, h01 = 0, h11 = 1e-9;
            void Add(double x, double side)
            {
                double p = 1 / (1 + Math.Exp(-(slope * x + bias))), w = p * (1 - p);
                (g0, g1, h00, h01, h11) = (g0 + p - side, g1 + (p - side) * x, h00 + w, h01 + w * x, h11 + w * x * x);
            }
            foreach (double x in expert) Add(x, 1);
            foreach (double x in learner) Add(x, 0);
            double determinant = h00 * h11 - h01 * h01;
            bias -= (h11 * g0 - h01 * g1) / determinant;
            slope -= (h00 * g1 - h01 * g0) / determinant;
        }
        return slope;
    }

    /// <summary>Mann-Whitney: how often an expert's state gets the higher value.</summary>
    private static double SeparationArea(double slope, double[] expert, double[] learner)
    {
        double[] values = [.. expert.Select(x => slope * x), .. learner.Select(x => slope * x)];
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        double ranks = 0;
        for (int i = 0; i < order.Length; i++) if (order[i] < expert.Length) ranks += i + 1;
        return (ranks - expert.Length * (expert.Length + 1.0) / 2) / ((double)expert.Length * learner.Length);
    }

    /// <summary>Mean squared difference of two affine noise predictors that were fitted to samples, on the learner's noisy states.</summary>
    private static double Gap(double learner, double expert, SeedStream seed)
    {
        double gap = 0;
        double[] alphas = GaussianScores.Alphas(DiffusionSteps), seen = new double[NoisySamples];
        for (int t = 0; t < alphas.Length; t++)
        {
            var (slope, offset) = Predictor(alphas[t], expert, seed.Child("expert", t), seen);
            var (ownSlope, ownOffset) = Predictor(alphas[t], learner, seed.Child("learner", t), seen);
            double sum = 0;
            foreach (double x in seen)
            {
                double difference = (slope - ownSlope) * x + offset - ownOffset;
                sum += difference * difference;
            }
            gap += sum / NoisySamples / alphas.Length;
        }
        return gap;
    }

    /// <summary>Least squares of the noise on the noisy state, which is left in <paramref name="seen"/>.</summary>
    private static (double Slope, double Offset) Predictor(double alpha, double variance, SeedStream seed, double[] seen)
    {
        double x1 = 0, x2 = 0, e1 = 0, xe = 0;
        for (int i = 0; i < seen.Length; i++)
        {
            double noise = seed.NextNormal(), x = seen[i] = Math.Sqrt(alpha * variance) * seed.NextNormal() + Math.Sqrt(1 - alpha) * noise;
            (x1, x2, e1, xe) = (x1 + x, x2 + x * x, e1 + noise, xe + x * noise);
        }
        double n = seen.Length, slope = (xe - x1 * e1 / n) / (x2 - x1 * x1 / n);
        return (slope, (e1 - slope * x1) / n);
    }
}
