using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>A frozen eye with its weights, kept in a folder as <c>eye.json</c> and <c>eye.safetensors</c>.</summary>
public sealed class TrainedEye : IDisposable
{
    private const string Name = "eye";
    private const int Batch = 64;

    /// <param name="parameters">Weights, owned from now on.</param>
    public TrainedEye(SceneEye eye, ParameterStore parameters) => (Eye, Parameters) = (eye, parameters);

    public SceneEye Eye { get; }

    public ParameterStore Parameters { get; }

    /// <summary>Loads an eye from the run folder of its training or of a policy trained with it.</summary>
    /// <exception cref="ForewarnException">The folder holds no eye, or a damaged one.</exception>
    public static TrainedEye Load(string folder)
    {
        var eye = new SceneEye(FinishedRun.Describe<SceneEyeOptions>(folder, Name));
        var parameters = eye.Declare(new(new SeedStreams(0).Stream("eye")));
        FinishedRun.LoadWeights(folder, Name, parameters);
        return new(eye, parameters);
    }

    /// <summary>Writes both files.</summary>
    public void Save(string folder)
    {
        FinishedRun.SaveWeights(folder, Name, Parameters);
        FinishedRun.SaveDescription(folder, Name, Eye.Options);
    }

    /// <summary>Features of the first <paramref name="count"/> scenes (all when null).</summary>
    /// <returns><c>[N, 4]</c>.</returns>
    public float[] Features(SceneSet scenes, int? count = null) =>
        Features(Eye, Parameters, scenes, count ?? scenes.Count, Batch);

    public void Dispose() => Parameters.Dispose();

    internal static float[] Features(SceneEye eye, ParameterStore parameters, SceneSet scenes, int count, int batch)
    {
        using var guard = no_grad();
        var features = new float[count * SceneEye.FeatureSize];
        for (int start = 0; start < count; start += batch)
        {
            using var scope = NewDisposeScope();
            var pixels = SceneEye.Pixels(scenes.Pictures.narrow(0, start, Math.Min(batch, count - start)));
            eye.Features(parameters, pixels).data<float>().ToArray().CopyTo(features, start * SceneEye.FeatureSize);
        }
        return features;
    }
}
