using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// A denoising chain as a policy: a sample is the whole chain <c>[K + 1, D]</c> from pure noise to the plan, its
/// log-probability the sum over the steps of Gaussian log-densities given the noise it started from.
/// </summary>
public sealed class DiffusionChainPolicy : IGreedyPolicy, IDisposable
{
    private readonly ParameterStore? _start;

    /// <param name="parameters">The weights that are tuned; the caller keeps and disposes them.</param>
    /// <exception cref="ForewarnException">The options do not fit the chain.</exception>
    public DiffusionChainPolicy(IDenoisingChain chain, ParameterStore parameters, ChainOptions options)
    {
        options.Check(chain.Steps);
        (Chain, Parameters, Options) = (chain, parameters, options);
        First = options.LastSteps == 0 ? 0 : chain.Steps - options.LastSteps;
        _start = First > 0 ? parameters.Clone() : null;
    }

    public IDenoisingChain Chain { get; }

    /// <inheritdoc/>
    public ParameterStore Parameters { get; }

    public ChainOptions Options { get; }

    /// <summary>First step that is tuned and scored.</summary>
    public int First { get; }

    /// <inheritdoc/>
    public SampleBatch Draw(IReadOnlyList<int> prompts, int perPrompt, SeedStream seed) => Draw(prompts, perPrompt, seed, Parameters);

    /// <summary>Draws from any weights of the layout.</summary>
    public SampleBatch Draw(IReadOnlyList<int> prompts, int perPrompt, SeedStream seed, ParameterStore weights)
    {
        if (prompts.Count == 0 || perPrompt < 1)
            throw ForewarnException.Of("chains to draw",
                $"{prompts.Count} prompts with {perPrompt} each", "at least one of each", "Ask for more.");
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        int count = prompts.Count * perPrompt;
        var noise = InitialNoise(prompts.Count, perPrompt, seed.Child("initial"));
        var steps = seed.Child("steps");
        var states = new Tensor[Chain.Steps + 1];
        states[0] = noise;
        for (int step = 0; step < Chain.Steps; step++)
            states[step + 1] = Chain.Mean(At(step, weights), step, states[step]) + Normal(count, steps) * Chain.Deviation(step);
        var owners = new int[count];
        for (int i = 0; i < count; i++) owners[i] = prompts[i / perPrompt];
        return new(owners, stack(states, 1).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public Tensor LogProb(SampleBatch samples, ParameterStore weights)
    {
        using var scope = NewDisposeScope();
        var sum = zeros(samples.Count, samples.Values.dtype);
        for (int step = First; step < Chain.Steps; step++) sum = sum + StepLogProb(samples, weights, step);
        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>Log-density of one step of every chain, <c>[B]</c>; with gradient where the weights have one.</summary>
    public Tensor StepLogProb(SampleBatch samples, ParameterStore weights, int step)
    {
        using var scope = NewDisposeScope();
        var mean = StepMean(samples, weights, step);
        var next = samples.Values.select(1, step + 1);
        return ChainDensity.Of(next, mean, Chain.Deviation(step), Options.Reduction).MoveToOuterDisposeScope();
    }

    /// <summary>Mean of one step of every chain, <c>[B, D]</c>.</summary>
    public Tensor StepMean(SampleBatch samples, ParameterStore weights, int step)
    {
        using var scope = NewDisposeScope();
        return Chain.Mean(At(step, weights), step, samples.Values.select(1, step)).MoveToOuterDisposeScope();
    }

    /// <summary>The chain of means from no noise at all: the middle answer, the same for every prompt.</summary>
    public SampleBatch Greedy(IReadOnlyList<int> prompts)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var states = new Tensor[Chain.Steps + 1];
        states[0] = zeros(1, Chain.Size);
        for (int step = 0; step < Chain.Steps; step++) states[step + 1] = Chain.Mean(At(step, Parameters), step, states[step]);
        return new([.. prompts], stack(states, 1).expand(prompts.Count, -1, -1).contiguous().DetachFromDisposeScope());
    }

    /// <summary>
    /// Through the chain twice: first without gradient, for what the loss wants of every sum, then step by step, each step's
    /// graph freed before the next. The gradient is that of the whole graph, the memory that of one step.
    /// </summary>
    public double Backward(SampleBatch samples, Func<Tensor, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        Tensor sums;
        using (no_grad()) sums = LogProb(samples, Parameters);
        sums.requires_grad_(true);
        var value = loss(sums);
        value.backward();
        var wanted = sums.grad ?? throw new InvalidOperationException("the loss does not read the log-probabilities");
        for (int step = First; step < Chain.Steps; step++)
        {
            using var one = NewDisposeScope();
            (StepLogProb(samples, Parameters, step) * wanted).sum().backward();
        }
        return value.ToDouble();
    }

    public void Dispose() => _start?.Dispose();

    // A step that is not tuned keeps the weights it had, whatever the others become.
    private ParameterStore At(int step, ParameterStore weights) => step < First ? _start! : weights;

    private Tensor InitialNoise(int prompts, int perPrompt, SeedStream seed)
    {
        if (!Options.SharedNoise) return Normal(prompts * perPrompt, seed);
        return Normal(prompts, seed).repeat_interleave(perPrompt, 0);
    }

    private Tensor Normal(int count, SeedStream seed)
    {
        var values = new float[count * Chain.Size];
        seed.FillNormal(values);
        return tensor(values).view(count, Chain.Size);
    }
}
