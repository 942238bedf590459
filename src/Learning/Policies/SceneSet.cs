using Forewarn.Core;
using Forewarn.Simulation.Episodes;
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

    /// <summary>The first frames of a data set's episodes.</summary>
    /// <param name="limit">How many episodes, from the first on; all when null.</param>
    /// <exception cref="ForewarnException">The data set is too small or its arrays are damaged.</exception>
    public static SceneSet Load(EpisodeStore store, int? limit = null)
    {
        int count = limit ?? store.Count, frame = store.Cameras * store.Size * store.Size * 3;
        if (count > store.Count)
            throw ForewarnException.Of($"data set {store.Folder}", $"{store.Count} episodes", $"{count}",
                "Collect more, or ask for fewer.", ExitCode.Usage);
        var pictures = new byte[count * frame];
        var poses = new float[count * 3];
        for (int i = 0; i < count; i++)
        {
            store.ReadFrame(i, 0, pictures.AsSpan(i * frame, frame));
            store.Info(i).ObjectPose.CopyTo(poses, i * 3);
        }
        return new(pictures, poses, store.Cameras, store.Size);
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
