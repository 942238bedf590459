using System.Text.Json;
using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>
/// A policy rebuilt for training from nothing but its package: eye, plan coordinates, trunk and tables come from the constants
/// of <c>propose.onnx</c>, so a shipped policy can be tuned where nobody has its run folder.
/// </summary>
public sealed class PackagedPolicy : IDisposable
{
    private readonly float[] _closeBelow;

    private PackagedPolicy(PolicyPackageFiles files, GraphConstants constants)
    {
        Files = files;
        (Steps, SampleSteps) = (constants.Integer("steps"), constants.Integer("ddimSteps"));
        NoiseLevels = constants.Integer("noiseLevels");
        Clamp = constants.Number("clamp", new DiffusionPolicyOptions().Clamp);
        Schedule = new(NoiseLevels);
        Sampler = new(Schedule, SampleSteps);
        Net = constants.Trunk([.. Sampler.Steps.Select(s => s.Level)]);
        Parameters = Net.Declare(new(new SeedStream(0)), constants.TrunkValues);
        Eye = constants.Eye();
        Basis = constants.Basis(Eye.Eye.Options);
        _closeBelow = constants.Floats("plan.close_below", Basis.PlanSize);
    }

    /// <summary>The package as it lies on the disk.</summary>
    public PolicyPackageFiles Files { get; }

    public ModelManifest Manifest => Files.Manifest;

    /// <summary>Name and hash, as preference records name a policy.</summary>
    public string Id => $"{Manifest.Name}@{Files.Sha256}";

    /// <summary>Rows of a plan, <c>T</c>.</summary>
    public int Steps { get; }

    public int SampleSteps { get; }

    public int NoiseLevels { get; }

    /// <summary>Largest magnitude of a predicted clean number.</summary>
    public double Clamp { get; }

    public TrainedEye Eye { get; }

    public PlanBasis Basis { get; }

    public NoiseSchedule Schedule { get; }

    /// <summary>The deterministic sampler that the package deploys.</summary>
    public DdimSampler Sampler { get; }

    public TabledPolicyNet Net { get; }

    /// <summary>The package's weights; tuning starts from a copy of them.</summary>
    public ParameterStore Parameters { get; }

    /// <param name="folder">A package of kind <c>policy</c>.</param>
    /// <exception cref="ForewarnException">No policy package, a damaged one, or one of another exporter.</exception>
    public static PackagedPolicy Load(string folder)
    {
        var files = PolicyPackageFiles.Read(folder);
        try
        {
            return new(files, new(files.Manifest, files.Stats, GraphWeights.Read(CompactWeights.Restore(files.Model))));
        }
        catch (Exception e) when (e is InvalidDataException or KeyNotFoundException or JsonException or FormatException)
        {
            throw ForewarnException.Of($"'{Path.Combine(folder, ProposeGraph.File)}'", e.Message, "the graph of a policy trained here",
                "A policy of another origin cannot be tuned from its package.", ExitCode.Usage, e);
        }
    }

    /// <summary>Plans of the deployed sampler; what the package's graph gives for the same noise.</summary>
    /// <param name="features"><c>[1, F]</c>, or <c>[N, F]</c>.</param>
    /// <param name="noise"><c>[N, D]</c>, standard normal.</param>
    /// <returns><c>[N, T A]</c> in physical units.</returns>
    public Tensor Plans(ParameterStore weights, Tensor features, Tensor noise)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        return Plans(Numbers(weights, noise), features).MoveToOuterDisposeScope();
    }

    /// <summary>Whitened numbers of the deployed sampler, <c>[N, D]</c>.</summary>
    public Tensor Numbers(ParameterStore weights, Tensor noise)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        return Sampler.Sample(noise, (level, x) => Net.Clean(weights, level, x).clamp(-Clamp, Clamp)).MoveToOuterDisposeScope();
    }

    /// <summary>Whitened numbers to plans, small finger commands closed.</summary>
    /// <param name="numbers"><c>[N, D]</c>.</param>
    /// <param name="features"><c>[1, F]</c>, or <c>[N, F]</c>.</param>
    /// <returns><c>[N, T A]</c> in physical units.</returns>
    public Tensor Plans(Tensor numbers, Tensor features)
    {
        using var scope = NewDisposeScope();
        var plans = Basis.Plans(numbers, features);
        return where(plans < tensor(_closeBelow), zeros_like(plans), plans).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        Eye.Dispose();
        Parameters.Dispose();
    }
}
