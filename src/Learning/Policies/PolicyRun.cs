using System.Text.Json;
using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Policies;

/// <summary>A trained policy with its eye, as its run folder keeps it.</summary>
public sealed class PolicyRun : IDisposable
{
    private const string DescriptionFile = "policy.json";
    private const string WeightsFile = "policy.safetensors";
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

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
        string path = Path.Combine(folder, DescriptionFile);
        if (!File.Exists(path) || !File.Exists(Path.Combine(folder, WeightsFile)))
            throw ForewarnException.Of($"policy run '{folder}'", $"no {DescriptionFile} or no {WeightsFile}",
                "the run folder of a finished policy training", "Train the policy first, or resume its run.", ExitCode.Usage);
        Description description;
        try
        {
            description = JsonSerializer.Deserialize<Description>(File.ReadAllText(path), Json)!;
        }
        catch (JsonException e)
        {
            throw ForewarnException.Of($"'{path}'", "text that is no policy description", "the file as it was written",
                "Train the policy again.", ExitCode.Usage, e);
        }
        var policy = new DiffusionPolicy(description.Options, PlanBasis.From(description.Basis));
        var parameters = policy.Net.Declare(new(new SeedStreams(0).Stream("policy")));
        NamedWeights.Load(Path.Combine(folder, WeightsFile), parameters);
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
        AtomicFile.WriteText(Path.Combine(folder, DescriptionFile), JsonSerializer.Serialize(
            new Description(spec, pictureSize, policy.Options, policy.Basis.Numbers), Json) + "\n");

    internal static void SaveWeights(string folder, ParameterStore parameters) =>
        NamedWeights.Save(Path.Combine(folder, WeightsFile), parameters);

    private sealed record Description(ActionSpec Spec, int PictureSize, DiffusionPolicyOptions Options, PlanBasisNumbers Basis);
}
