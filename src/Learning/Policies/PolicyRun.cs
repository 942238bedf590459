using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Policies;

/// <summary>A trained policy with its eye, as its run folder keeps it.</summary>
public sealed class PolicyRun : IDisposable
{
    private const string Name = "policy";

    private PolicyRun(TrainedEye eye, DiffusionPolicy policy, ParameterStore parameters, ActionSpec spec, int pictureSize) =>
        (Eye, Policy, Parameters, Spec, PictureSize) = (eye, policy, parameters, spec, pictureSize);

    public TrainedEye Eye { get; }

    public DiffusionPolicy Policy { get; }

    public ParameterStore Parameters { get; }

    /// <summary>Representation of the plans.</summary>
    public ActionSpec Spec { get; }

    /// <summary>Height and width of the pictures.</summary>
    public int PictureSize { get; }

    /// <exception cref="ForewarnException">The folder holds no finished policy training, or a damaged one.</exception>
    public static PolicyRun Load(string folder)
    {
        var description = FinishedRun.Describe<Description>(folder, Name);
        var policy = new DiffusionPolicy(description.Options, PlanBasis.From(description.Basis));
        var parameters = policy.Net.Declare(new(new SeedStreams(0).Stream("policy")));
        FinishedRun.LoadWeights(folder, Name, parameters);
        return new(TrainedEye.Load(folder), policy, parameters, description.Spec, description.PictureSize);
    }

    /// <summary>Feature of every scene, then plans; what the exported graph does in one go.</summary>
    /// <returns><c>[N, T A]</c> in physical units for scene <paramref name="scene"/>.</returns>
    public float[] Plans(SceneSet scenes, int scene, int count, SeedStream seed)
    {
        var features = Eye.Features(scenes, scene + 1);
        return Policy.Plans(Parameters, features.AsSpan(scene * SceneEye.FeatureSize), count, seed);
    }

    public void Dispose()
    {
        Eye.Dispose();
        Parameters.Dispose();
    }

    internal static void SaveDescription(string folder, DiffusionPolicy policy, ActionSpec spec, int pictureSize) =>
        FinishedRun.SaveDescription(folder, Name, new Description(spec, pictureSize, policy.Options, policy.Basis.Numbers));

    internal static void SaveWeights(string folder, ParameterStore parameters) =>
        FinishedRun.SaveWeights(folder, Name, parameters);

    private sealed record Description(ActionSpec Spec, int PictureSize, DiffusionPolicyOptions Options, PlanBasisNumbers Basis);
}
