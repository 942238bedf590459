using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Policies;

/// <summary>
/// The policy's perception: per camera three convolutions and a spatial softmax that turns every channel into the
/// expected position of one keypoint; a linear layer reads the keypoints of all cameras as
/// <c>(x, y, cos yaw, sin yaw)</c> of the object, x and y centered and scaled. The weights live in a
/// <see cref="ParameterStore"/>, so one object serves live weights, averages and frozen copies.
/// </summary>
public sealed class SceneEye
{
    /// <summary>Length <c>F</c> of the feature.</summary>
    public const int FeatureSize = 4;

    /// <summary>Groups of the group normalization.</summary>
    public const int Groups = 4;

    internal const double Epsilon = 1e-5;

    public SceneEye(SceneEyeOptions options)
    {
        options.Check();
        Options = options;
    }

    public SceneEyeOptions Options { get; }

    /// <summary>Declares every weight.</summary>
    public ParameterStore Declare(ParameterStore store)
    {
        var c = Options.Channels;
        foreach (var camera in Options.Cameras)
        {
            store.AddConv($"{camera}.conv1", 3, c[0], 5, 1).AddLayerNorm($"{camera}.norm1", c[0])
                .AddConv($"{camera}.conv2", c[0], c[1], 3, 1).AddLayerNorm($"{camera}.norm2", c[1])
                .AddConv($"{camera}.conv3", c[1], c[2], 3, 1);
        }
        return store.AddLinear("pose", Options.Cameras.Count * c[2] * 2, FeatureSize, 0.6);
    }

    /// <summary>Bytes to numbers in 0..1.</summary>
    /// <param name="pictures"><c>[B, cameras, size, size, 3]</c>, bytes.</param>
    /// <returns><c>[B, cameras, 3, size, size]</c>.</returns>
    public static Tensor Pixels(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        return (pictures.permute(0, 1, 4, 2, 3).contiguous().to(ScalarType.Float32) / 255f).MoveToOuterDisposeScope();
    }

    /// <param name="pixels"><c>[B, cameras, 3, size, size]</c> in 0..1.</param>
    /// <returns><c>[B, 4]</c>.</returns>
    public Tensor Features(ParameterStore store, Tensor pixels)
    {
        if (pixels.shape[1] != Options.Cameras.Count)
            throw ForewarnException.Of("eye pictures", $"{pixels.shape[1]} cameras",
                $"{Options.Cameras.Count} ({string.Join(", ", Options.Cameras)})", "Use the data set the eye was made for.");
        using var scope = NewDisposeScope();
        var keypoints = new Tensor[Options.Cameras.Count];
        for (int k = 0; k < keypoints.Length; k++) keypoints[k] = Keypoints(store, Options.Cameras[k], pixels.select(1, k));
        return store.Linear("pose", cat(keypoints, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>The feature that the eye should give for a pose.</summary>
    /// <param name="pose">x, y (m), yaw (rad).</param>
    /// <returns><c>[4]</c>.</returns>
    public float[] Target(ReadOnlySpan<float> pose) =>
    [
        (pose[0] - Options.Center[0]) / Options.Scale[0],
        (pose[1] - Options.Center[1]) / Options.Scale[1],
        MathF.Cos(pose[2]),
        MathF.Sin(pose[2]),
    ];

    /// <summary>The pose a feature stands for.</summary>
    /// <param name="feature"><c>[4]</c>.</param>
    /// <returns>x, y (m), yaw (rad).</returns>
    public float[] Pose(ReadOnlySpan<float> feature) =>
    [
        feature[0] * Options.Scale[0] + Options.Center[0],
        feature[1] * Options.Scale[1] + Options.Center[1],
        MathF.Atan2(feature[3], feature[2]),
    ];

    /// <summary>Positions of the pixels of a square map, -1 to 1, x then y: <c>[side * side, 2]</c>.</summary>
    internal static float[] Grid(int side)
    {
        var grid = new float[side * side * 2];
        for (int y = 0, i = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                grid[i++] = 2f * x / (side - 1) - 1;
                grid[i++] = 2f * y / (side - 1) - 1;
            }
        }
        return grid;
    }

    private Tensor Keypoints(ParameterStore store, string camera, Tensor x)
    {
        x = Activated(store, camera, 1, store.Conv($"{camera}.conv1", x, 2, 2));
        x = Activated(store, camera, 2, store.Conv($"{camera}.conv2", x, 1, 1));
        x = store.Conv($"{camera}.conv3", x, 1, 1) * Options.Sharpness;
        long side = x.shape[3];
        var share = F.softmax(x.reshape(x.shape[0], x.shape[1], side * side), 2);
        return share.matmul(tensor(Grid((int)side)).view(side * side, 2)).flatten(1);
    }

    private static Tensor Activated(ParameterStore store, string camera, int layer, Tensor x) =>
        F.silu(F.group_norm(x, Groups, store[$"{camera}.norm{layer}.scale"], store[$"{camera}.norm{layer}.shift"], Epsilon));
}
