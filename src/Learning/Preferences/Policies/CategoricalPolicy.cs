using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// A choice among K answers, such as the proposals on offer in a decision: <c>π(a | prompt) = softmax(logits)[a]</c>. It is cheap enough to
/// be tuned while the robot runs. Samples are int64 <c>[B]</c>.
/// </summary>
/// <remarks>
/// A table has a logit for every prompt and answer and learns nothing about prompts it was not shown. The linear form,
/// <c>base + φ w</c>, does: φ may hold a verifier's scores and whatever else is known of a proposal.
/// </remarks>
public sealed class CategoricalPolicy : IGreedyPolicy, IDisposable
{
    private readonly int[] _offered;
    private readonly Tensor _mask;
    private readonly Tensor? _base;
    private readonly Tensor? _features;

    /// <summary>A table.</summary>
    /// <param name="logits">At the start, <c>[P, K]</c>: zeros for uniform choice, scores over a temperature for a verifier's.</param>
    /// <param name="offered">How many of the K answers each prompt offers, <c>[P]</c>; null = all.</param>
    /// <exception cref="ForewarnException">No answer, an offer out of range, or a logit that is not finite.</exception>
    public CategoricalPolicy(double[,] logits, int[]? offered = null)
    {
        (_offered, _mask) = Offer(logits, offered);
        Parameters = new ParameterStore(new SeedStreams(0).Stream("table"))
            .Add("logits", Flat(logits), decays: false, logits.GetLength(0), logits.GetLength(1));
    }

    private CategoricalPolicy(double[,] start, double[,,] features, int[]? offered)
    {
        (_offered, _mask) = Offer(start, offered);
        long prompts = start.GetLength(0), answers = start.GetLength(1), width = features.GetLength(2);
        Shape.Require("features", features.GetLength(0) * features.GetLength(1), ("P K", (int)(prompts * answers)));
        _base = tensor(Flat(start)).view(prompts, answers).DetachFromDisposeScope();
        _features = tensor(Flat(features)).view(prompts, answers, width).DetachFromDisposeScope();
        Parameters = new ParameterStore(new SeedStreams(0).Stream("linear")).AddConstant("weights", 0, width);
    }

    /// <summary>The linear form <c>base + φ w</c> with w = 0 at the start.</summary>
    /// <param name="start">Base logits, <c>[P, K]</c>.</param>
    /// <param name="features">φ, <c>[P, K, F]</c>.</param>
    /// <param name="offered">As for a table.</param>
    /// <exception cref="ForewarnException">Shapes that differ, or as for a table.</exception>
    public static CategoricalPolicy Linear(double[,] start, double[,,] features, int[]? offered = null) => new(start, features, offered);

    /// <summary><c>logits</c> <c>[P, K]</c>, or <c>weights</c> <c>[F]</c> of the linear form.</summary>
    public ParameterStore Parameters { get; }

    public int Prompts => _offered.Length;

    public int Answers => (int)_mask.shape[1];

    public SampleBatch Draw(IReadOnlyList<int> prompts, int perPrompt, SeedStream seed)
    {
        var table = Probabilities();
        return Batch(prompts, perPrompt, p => Distribution.Draw(table[p], seed));
    }

    public SampleBatch Greedy(IReadOnlyList<int> prompts)
    {
        var table = Probabilities();
        return Batch(prompts, 1, p => Array.IndexOf(table[p], table[p].Max()));
    }

    public Tensor LogProb(SampleBatch samples, ParameterStore weights)
    {
        using var scope = NewDisposeScope();
        var rows = tensor(Array.ConvertAll(samples.Prompts, p => (long)p));
        var logProb = Masked(weights).index_select(0, rows).log_softmax(1);
        return logProb.gather(1, samples.Values.unsqueeze(1)).squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>Present probabilities, <c>[P][K]</c>; 0 for what is not on offer.</summary>
    public double[][] Probabilities()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var flat = Masked(Parameters).to(ScalarType.Float64).softmax(1).contiguous().data<double>().ToArray();
        return [.. flat.Chunk(Answers)];
    }

    public void Dispose()
    {
        Parameters.Dispose();
        _mask.Dispose();
        _base?.Dispose();
        _features?.Dispose();
    }

    private Tensor Masked(ParameterStore weights)
    {
        using var scope = NewDisposeScope();
        var logits = _features is null ? weights["logits"] : _base! + _features.matmul(weights["weights"]);
        return logits.masked_fill(_mask, double.NegativeInfinity).MoveToOuterDisposeScope();
    }

    private SampleBatch Batch(IReadOnlyList<int> prompts, int perPrompt, Func<int, int> choose)
    {
        var rows = new int[prompts.Count * perPrompt];
        var choices = new long[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = prompts[i / perPrompt];
            choices[i] = choose(rows[i]);
        }
        return new(rows, tensor(choices).DetachFromDisposeScope());
    }

    private static (int[] Offered, Tensor Mask) Offer(double[,] logits, int[]? offered)
    {
        int prompts = logits.GetLength(0), answers = logits.GetLength(1);
        if (prompts == 0 || answers == 0)
            throw ForewarnException.Of("categorical policy", $"{prompts} prompts with {answers} answers", "one or more", "Give logits.");
        offered ??= [.. Enumerable.Repeat(answers, prompts)];
        Shape.Require("offers", offered.Length, ("P", prompts));
        foreach (int n in offered)
            if (n < 1 || n > answers)
                throw ForewarnException.Of("answers on offer", $"{n}", $"1 to {answers}", "Skip prompts without an answer.");
        foreach (double z in logits)
            if (!double.IsFinite(z))
                throw ForewarnException.Of("logit", $"{z}", "a finite number", "Take what is not on offer out by its count.");
        using var scope = NewDisposeScope();
        var position = arange(answers).unsqueeze(0);
        var counts = tensor(Array.ConvertAll(offered, n => (long)n)).unsqueeze(1);
        return ([.. offered], position.ge(counts).DetachFromDisposeScope());
    }

    private static float[] Flat(Array values) => [.. values.Cast<double>().Select(v => (float)v)];
}
