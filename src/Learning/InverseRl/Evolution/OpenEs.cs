using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Rollouts;

namespace Forewarn.Learning.InverseRl.Evolution;

/// <summary>
/// OpenES (Salimans et al. 2017): estimates the gradient of the smoothed fitness from antithetic pairs <c>mean ± sigma eps</c>, by
/// centred ranks, and follows it with Adam. Both members of a pair are evaluated on the same seed, so that their difference is due to
/// the parameters. A resumed run continues bit-exactly, and results do not depend on the number of workers.
/// </summary>
public sealed class OpenEs : ISnapshot
{
    private readonly OpenEsOptions _options;
    private readonly SeedStreams _seeds;
    private readonly FlatAdam _adam;
    private readonly float[] _mean;

    /// <param name="mean">Where the search starts, <c>[P]</c>; copied.</param>
    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public OpenEs(ReadOnlySpan<float> mean, OpenEsOptions options)
    {
        options.Validate();
        (_mean, _options, _seeds) = (mean.ToArray(), options, new(options.Seed));
        _adam = new(mean.Length);
    }

    /// <summary>The present answer, <c>[P]</c>.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>Generations done.</summary>
    public long Number { get; private set; }

    public bool IsDone => Number >= _options.Generations;

    /// <summary>Present standard deviation of the perturbations.</summary>
    public double Sigma => Math.Max(_options.SigmaFloor, _options.Sigma * Math.Pow(_options.SigmaDecay, Number));

    /// <summary>Evaluates a population on threads of this process and moves the mean.</summary>
    /// <exception cref="ForewarnException">A fitness is not finite; nothing has changed then.</exception>
    public Generation Advance(IFitness fitness, CancellationToken cancel = default)
    {
        var kind = fitness.AsKind();
        return Advance(new ThreadRolloutPool(Math.Min(_options.Workers, _options.Population), kind), kind.Name, default, cancel);
    }

    /// <summary>Evaluates a population wherever the pool's workers are and moves the mean.</summary>
    /// <param name="kind">A kind of job whose parameters are a member, <c>[P]</c>, and whose first figure is its fitness.</param>
    /// <param name="shared">What all jobs need.</param>
    /// <exception cref="ForewarnException">A job failed or its fitness is not finite; nothing has changed then.</exception>
    public Generation Advance(IRolloutPool pool, string kind, ReadOnlyMemory<byte> shared = default, CancellationToken cancel = default)
    {
        var batch = new RolloutBatch(kind, [.. Enumerable.Range(0, _options.Population).Select(Job)]) { Shared = shared };
        double[] found = [.. pool.RunAsync(batch, cancel).ToBlockingEnumerable(cancel).Select(r => r.Figures[0])];
        for (int i = 0; i < found.Length; i++) RequireFinite(found[i], i);
        var step = Step(found);
        float[] before = [.. _mean];
        _adam.Update(_mean, step, _options.LearningRate);
        return new(Number++, found, TensorPrimitives.Distance<float>(before, _mean));
    }

    /// <summary>Member <paramref name="index"/> of the coming generation: <c>mean + sigma eps</c> where even, <c>mean - sigma eps</c> where odd.</summary>
    public void Fill(int index, Span<float> values)
    {
        Perturbation(index / 2, values);
        TensorPrimitives.MultiplyAdd(values, (float)(index % 2 == 0 ? Sigma : -Sigma), _mean, values);
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("generation", Number);
        to.Add("mean", _mean);
        to.Add("adam", _adam);
    }

    public void Load(SnapshotReader from)
    {
        Number = from.Long("generation");
        from.Floats("mean", _mean);
        from.Restore("adam", _adam);
    }

    private RolloutJob Job(int index)
    {
        var values = new float[_mean.Length];
        Fill(index, values);
        return new(_seeds.Stream("generation", Number).Child("evaluation", index / 2).Key, values);
    }

    private void RequireFinite(double value, int index)
    {
        if (!double.IsFinite(value))
            throw ForewarnException.Of($"fitness of member {index} in generation {Number}", $"{value}", "a finite number",
                "The evaluation diverged: lower its learning rate or sigma.", ExitCode.Failed);
    }

    /// <summary>The negative of <c>1 / (N sigma) sum_i rank_i eps_i</c>: the optimizer descends.</summary>
    private float[] Step(double[] fitness)
    {
        var ranks = CentredRanks.Of(fitness);
        float[] step = new float[_mean.Length], eps = new float[_mean.Length];
        for (int pair = 0; pair < ranks.Length / 2; pair++)
        {
            Perturbation(pair, eps);
            double weight = (ranks[2 * pair] - ranks[2 * pair + 1]) / (ranks.Length * Sigma);
            TensorPrimitives.MultiplyAdd(eps, (float)-weight, step, step);
        }
        return step;
    }

    private void Perturbation(int pair, Span<float> eps) => _seeds.Stream("generation", Number).Child("perturbation", pair).FillNormal(eps);
}
