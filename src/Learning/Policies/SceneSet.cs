using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>Start scenes in memory: the pictures of all cameras and the true pose of the object.</summary>
/// <remarks>Poses are simulator labels: they train and judge perception and never reach a policy at run time.</remarks>
public sealed class SceneSet : IDisposable
{
    private readonly float[] _poses;

    /// <param name="pictures"><c>[N, cameras, size, size, 3]</c>, RGB bytes.</param>
    /// <param name="poses"><c>[N, 3]</c>: x, y (m), yaw (rad).</param>
    public SceneSet(byte[] pictures, float[] poses, int cameras, int size)
    {
        int count = poses.Length / 3;
        Shape.Require("scenes.poses", poses.Length, ("N", count), ("pose", 3));
        Shape.Require("scenes.pictures", pictures.LongLength,
            ("N", count), ("cameras", cameras), ("height", size), ("width", size), ("rgb", 3));
        if (count == 0) throw ForewarnException.Of("scenes", "none", "at least one", "Collect scenes first.");
        (_poses, Count, Cameras, Size) = (poses, count, cameras, size);
        Pictures = tensor(pictures, ScalarType.Byte).view(count, cameras, size, size, 3).DetachFromDisposeScope();
    }

    public int Count { get; }

    public int Cameras { get; }

    /// <summary>Height and width of a picture.</summary>
    public int Size { get; }

    /// <summary><c>[N, cameras, size, size, 3]</c>, bytes.</summary>
    public Tensor Pictures { get; }

    /// <summary>x, y (m), yaw (rad) of the object in one scene, <c>[3]</c>.</summary>
    public ReadOnlySpan<float> Pose(int scene) => _poses.AsSpan(scene * 3, 3);

    public void Dispose() => Pictures.Dispose();
}
