using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Independent normal actions, mean and log standard deviation linear in features of the prompt:
/// <c>a ~ N(φ M, exp(φ S)²)</c>. One-hot features give every prompt its own. Samples are floats <c>[B, A]</c>.
/// </summary>
public sealed class GaussianPolicy : IGreedyPolicy, IDisposable
{
    private const double LowestLogStd = -5, HighestLogStd = 2;
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);
    private readonly Tensor _features;
    private readonly LogProbReduction _reduction;

    /// <param name="features">φ of every prompt, <c>[P, F]</c>; include a column of ones for an intercept.</param>
    /// <param name="actions">A.</param>
    /// <param name="std">Standard deviation at the start, for prompts whose features sum to one.</param>
    /// <param name="reduction">
    /// Sum is the log-density of the action; mean divides it by A, which divides eta and beta by A too.
    /// </param>
    /// <exception cref="ForewarnException">No prompt, feature or action, or a deviation outside of [0.0067, 7.3].</exception>
    public GaussianPolicy(double[,] features, int actions, double std = 1, LogProbReduction reduction = LogProbReduction.Sum)
    {
        int prompts = features.GetLength(0), width = features.GetLength(1);
        if (prompts == 0 || width == 0 || actions < 1)
            throw ForewarnException.Of(
                "Gaussian policy", $"{prompts} prompts, {width} features, {actions} actions", "one or more of each", "Give features.");
        if (!(Math.Log(std) is >= LowestLogStd and <= HighestLogStd))
            throw ForewarnException.Of("standard deviation", $"{std}", "0.0067 to 7.3", "Scale the actions.");
        _reduction = reduction;
        _features = tensor(features, ScalarType.Float32).DetachFromDisposeScope();
        Parameters = new ParameterStore(new SeedStreams(0).Stream("gaussian"))
            .AddConstant("mean", 0, width, actions).AddConstant("log_std", Math.Log(std), width, actions);
    }

    /// <summary>Every prompt with a mean and a deviation of its own.</summary>
    public static GaussianPolicy Table(int prompts, int actions, double std = 1, LogProbReduction reduction = LogProbReduction.Sum)
    {
        var features = new double[prompts, prompts];
        for (int p = 0; p < prompts; p++) features[p, p] = 1;
        return new(features, actions, std, reduction);
    }

    /// <summary><c>mean</c> and <c>log_std</c>, <c>[F, A]</c> each.</summary>
    public ParameterStore Parameters { get; }

    public int Actions => (int)Parameters.ShapeOf("mean")[1];

    public SampleBatch Draw(IReadOnlyList<int> prompts, int perPrompt, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        int[] rows = [.. prompts.SelectMany(p => Enumerable.Repeat(p, perPrompt))];
        var (mean, logStd) = Heads(rows, Parameters);
        var noise = new float[rows.Length * Actions];
        seed.FillNormal(noise);
        return new(rows, (mean + logStd.exp() * tensor(noise).view(rows.Length, Actions)).DetachFromDisposeScope());
    }

    public SampleBatch Greedy(IReadOnlyList<int> prompts)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        int[] rows = [.. prompts];
        return new(rows, Heads(rows, Parameters).Mean.clone().DetachFromDisposeScope());
    }

    public Tensor LogProb(SampleBatch samples, ParameterStore weights)
    {
        using var scope = NewDisposeScope();
        var (mean, logStd) = Heads(samples.Prompts, weights);
        var score = (samples.Values - mean) * (-logStd).exp();
        var parts = -0.5 * score.square() - logStd - HalfLogTwoPi;
        return (_reduction == LogProbReduction.Sum ? parts.sum(1) : parts.mean([1L])).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        Parameters.Dispose();
        _features.Dispose();
    }

    // [B, A] each. The deviation is held in a range where its log-density stays finite in single precision.
    private (Tensor Mean, Tensor LogStd) Heads(int[] prompts, ParameterStore weights)
    {
        var features = _features.index_select(0, tensor(Array.ConvertAll(prompts, p => (long)p)));
        return (features.matmul(weights["mean"]), features.matmul(weights["log_std"]).clamp(LowestLogStd, HighestLogStd));
    }
}
