using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>
/// Perception pretraining: mean squared error of the feature against the simulator's pose labels, with changes of
/// brightness, color and pixel noise but no shifts (a pixel is 7 mm). The first scenes are held out.
/// </summary>
public sealed class EyeTask : ITrainingTask, IDisposable
{
    private const int EvaluationBatch = 64;
    private const int MostEvaluated = 400;
    private readonly SceneEye _eye;
    private readonly SceneSet _scenes;
    private readonly Tensor _targets;
    private readonly int _heldOut;

    /// <param name="seed">Source of the initial weights.</param>
    public EyeTask(SceneEyeOptions options, SceneSet scenes, SeedStream seed)
    {
        _eye = new(options);
        _scenes = scenes;
        _heldOut = HeldOutCount(scenes.Count, options.HeldOut);
        if (scenes.Count - _heldOut < 1)
            throw ForewarnException.Of("scenes", $"{scenes.Count}", "at least 2", "Collect scenes first.");
        Parameters = _eye.Declare(new(seed));
        var targets = new float[scenes.Count * SceneEye.FeatureSize];
        for (int i = 0; i < scenes.Count; i++)
            _eye.Target(scenes.Pose(i)).CopyTo(targets, i * SceneEye.FeatureSize);
        _targets = tensor(targets).view(scenes.Count, SceneEye.FeatureSize).DetachFromDisposeScope();
    }

    public ParameterStore Parameters { get; }

    /// <summary>Scenes <c>0 .. HeldOutCount - 1</c> are never trained on.</summary>
    public static int HeldOutCount(int scenes, double share) => Math.Max(1, (int)(scenes * share));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        Parameters.ZeroGradients();
        var rows = new long[_eye.Options.Batch];
        for (int i = 0; i < rows.Length; i++) rows[i] = _heldOut + seed.Next(_scenes.Count - _heldOut);
        var index = tensor(rows);
        var pixels = Changed(SceneEye.Pixels(_scenes.Pictures.index_select(0, index)));
        var loss = (_eye.Features(Parameters, pixels) - _targets.index_select(0, index)).pow(2).mean();
        loss.backward();
        return new Dictionary<string, double> { ["loss"] = loss.ToDouble() };
    }

    /// <summary>Root-mean-square errors on held-out scenes: <c>x_mm</c>, <c>y_mm</c>, <c>yaw_rad</c>, and the loss.</summary>
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        using var guard = no_grad();
        int count = Math.Min(_heldOut, MostEvaluated);
        var features = TrainedEye.Features(_eye, Parameters, _scenes, count, EvaluationBatch);
        var predicted = new float[count * 3];
        var actual = new float[count * 3];
        double loss = 0;
        for (int i = 0; i < count; i++)
        {
            var feature = features.AsSpan(i * SceneEye.FeatureSize, SceneEye.FeatureSize);
            var target = _eye.Target(_scenes.Pose(i));
            for (int j = 0; j < target.Length; j++) loss += Math.Pow(feature[j] - target[j], 2) / (count * target.Length);
            _eye.Pose(feature).CopyTo(predicted, i * 3);
            _scenes.Pose(i).CopyTo(actual.AsSpan(i * 3));
        }
        var error = EyeError.Of(predicted, actual);
        return new Dictionary<string, double>
        {
            ["loss"] = loss,
            ["x_mm"] = error.XMillimeters,
            ["y_mm"] = error.YMillimeters,
            ["yaw_rad"] = error.YawRadians,
        };
    }

    public void Dispose()
    {
        Parameters.Dispose();
        _targets.Dispose();
    }

    private Tensor Changed(Tensor pixels)
    {
        var o = _eye.Options;
        long batch = pixels.shape[0];
        var brightness = 1 + o.Brightness * (rand([batch, 1, 1, 1, 1]) * 2 - 1);
        var color = o.Color * (rand([batch, 1, 3, 1, 1]) * 2 - 1);
        return pixels * brightness + color + o.PixelNoise * randn_like(pixels);
    }
}
