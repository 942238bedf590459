using Forewarn.Core;
using Forewarn.Learning.Studies;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>One seed of <see cref="DiffusionStudy"/>.</summary>
/// <param name="SharedError">Largest error of the solved moves over all repeats.</param>
/// <param name="SharedResidual">Largest mean squared residual.</param>
/// <param name="IndependentResidual">Mean over the repeats.</param>
/// <param name="IndependentShare">The same as a share of the targets' mean square.</param>
/// <param name="IndependentDeviations">Standard deviation of every move over the repeats, <c>[K]</c>.</param>
/// <param name="DescentError">Largest relative error of the moves found by gradient steps in the common loop.</param>
/// <param name="OneStep">Mean and variance of the Gaussian that one step leads to.</param>
internal sealed record DiffusionRun(
    double SharedError, double SharedResidual, double IndependentResidual, double IndependentShare, double[] IndependentDeviations,
    double DescentError, (double Mean, double Variance) OneStep)
{
    public const double Eta = 0.8, Reward = 1.5;
    public const int Pairs = 64;
    private const int Updates = 500;
    private const double Rate = 5e-3;

    public static string Description { get; } =
        $"{Pairs} pairs with shared noise, {Updates} updates on all of them, AdamW {Rate}, cosine to 0, through the two-pass gradient";

    public static LinearGaussianChain Chain => new([0.6, 0.7, 0.8, 0.9], [0.1, -0.2, 0.05, 0.3], [0.2, 0.3, 0.4, 0.5]);

    public static DiffusionRun Of(int repeats, SeedStream seed)
    {
        double[] exact = Chain.ExactShifts(Eta, Reward);
        var shared = Solved(true);
        var independent = Solved(false);
        double residual = independent.Average(r => r.Residual);
        return new(
            shared.Max(r => r.Shifts.Zip(exact, (a, b) => Math.Abs(a - b)).Max()), shared.Max(r => r.Residual), residual,
            residual / independent.Average(r => r.Square),
                [.. Enumerable.Range(0, exact.Length).Select(k => Deviation([.. independent.Select(r => r.Shifts[k])]))],
            Descent(exact, seed.Child("descent")), OneStepTilt(seed.Child("one step")));

        (double[] Shifts, double Residual, double Square)[] Solved(bool sharedNoise) =>
        [
            .. Enumerable.Range(0, repeats).Select(i =>
                Chain.LeastSquares(Eta, Reward, Pairs, sharedNoise, seed.Child($"pairs {sharedNoise}", i))),
        ];
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static double Descent(double[] exact, SeedStream seed)
    {
        using var store = Chain.Declare(new(seed));
        using var policy = new DiffusionChainPolicy(Chain, store, new());
        using var pairs = Drawn(policy, seed.Child("draw"));
        using var task = new PairTask(policy, pairs, new RebelPairObjective(Eta), new() { Batch = Pairs },
            () => new Dictionary<string, double>());
        StudyTraining.Run(task, new() { Steps = Updates, LearningRate = Rate, WarmupSteps = 0, FinalFraction = 0,
            ClipNorm = 0 }, seed.Child("updates"));
        return store.Export("shift").Zip(exact, (a, b) => Math.Abs(a / b - 1)).Max();
    }

    private static PairSet Drawn(DiffusionChainPolicy policy, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        var samples = policy.Draw([.. Enumerable.Range(0, Pairs)], 2, seed);
        double[] rewards = [.. OnlineTask.Doubles(samples.Values.select(1, Chain.Steps).squeeze(1)).Select(x => Reward * x)];
        return new(samples, rewards);
    }

    /// <summary>
    /// Of N(0, 1/4) under -(a - 1)^2: the log-ratio is linear in the moves of both natural parameters, so it is solved.
    /// </summary>
    private static (double Mean, double Variance) OneStepTilt(SeedStream seed)
    {
        const double deviation = 0.5;
        using var scope = NewDisposeScope();
        double[,] inputs = new double[Pairs, 2];
        double[] targets = new double[Pairs];
        for (int p = 0; p < Pairs; p++)
        {
            double a = deviation * seed.NextNormal(), b = deviation * seed.NextNormal();
            (inputs[p, 0], inputs[p, 1]) = (a - b, a * a - b * b);
            targets[p] = (b - 1) * (b - 1) - (a - 1) * (a - 1);
        }
        Tensor x = tensor(inputs), y = tensor(targets).unsqueeze(1);
        double[] moved = linalg.solve(x.t().matmul(x), x.t().matmul(y)).data<double>().ToArray();
        double precision = 1 / (deviation * deviation) - 2 * moved[1];
        return (moved[0] / precision, 1 / precision);
    }
}
