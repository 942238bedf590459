using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>Network, coordinates and sampler together: from a feature and noise to plans.</summary>
public sealed class DiffusionPolicy
{
    private readonly float[] _closeBelow;

    public DiffusionPolicy(DiffusionPolicyOptions options, PlanBasis basis)
    {
        options.Check();
        Basis = basis;
        Net = new(options, basis.Size);
        Schedule = new(options.Levels);
        Sampler = new(Schedule, options.SampleSteps);
        _closeBelow = CloseThresholds(options, basis);
    }

    public PlanBasis Basis { get; }

    public DiffusionPolicyNet Net { get; }

    public NoiseSchedule Schedule { get; }

    public DdimSampler Sampler { get; }

    public DiffusionPolicyOptions Options => Net.Options;

    /// <summary>Per number of a plan: values below become 0 (only the finger width has such a bound), <c>[T A]</c>.</summary>
    public ReadOnlySpan<float> CloseBelow => _closeBelow;

    /// <param name="feature"><c>[1, F]</c>.</param>
    /// <param name="noise"><c>[N, D]</c>, standard normal.</param>
    /// <returns><c>[N, T A]</c> in physical units.</returns>
    public Tensor Plans(ParameterStore store, Tensor feature, Tensor noise)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        long count = noise.shape[0];
        var numbers = Sampler.Sample(noise, (level, x) =>
            Net.Clean(store, x, full(count, (float)level)).clamp(-Options.Clamp, Options.Clamp));
        var plans = Basis.Plans(numbers, feature);
        return where(plans < tensor(_closeBelow), zeros_like(plans), plans).MoveToOuterDisposeScope();
    }

    /// <summary>Plans for one seed stream; the same stream gives the same plans.</summary>
    /// <param name="feature"><c>[F]</c>.</param>
    /// <returns><c>[N, T A]</c> in physical units, row-major.</returns>
    public float[] Plans(ParameterStore store, ReadOnlySpan<float> feature, int count, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        var noise = new float[count * Basis.Size];
        seed.FillNormal(noise);
        var plans = Plans(store, tensor(feature.ToArray()).unsqueeze(0), tensor(noise).view(count, Basis.Size));
        return plans.contiguous().data<float>().ToArray();
    }

    private static float[] CloseThresholds(DiffusionPolicyOptions options, PlanBasis basis)
    {
        int width = basis.Columns.Mean.Length;
        var bounds = new float[basis.PlanSize];
        Array.Fill(bounds, float.MinValue);
        if (options.WidthColumn < 0) return bounds;
        if (options.WidthColumn >= width)
            throw ForewarnException.Of("policy.widthColumn", $"{options.WidthColumn}", $"below {width}, or -1 for none",
                "Name the column of the finger width.", ExitCode.Usage);
        for (int i = options.WidthColumn; i < bounds.Length; i += width) bounds[i] = (float)options.CloseBelow;
        return bounds;
    }
}
