using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;

namespace Forewarn.Benchmarks.Recordings;

/// <summary>What a robot with one camera passes: 640 x 480 images at 10 Hz, joint states at 50 Hz.</summary>
internal sealed class RecordingLoad
{
    private const int Images = 8, ImagePeriodMs = 100, JointPeriodMs = 20;

    private readonly byte[][] _images;
    private readonly byte[] _joints;

    /// <param name="bytes">About how much to pass in all.</param>
    public RecordingLoad(long bytes)
    {
        var seed = new SeedStream(1);
        _images = [.. Enumerable.Range(0, Images).Select(_ => Image(seed))];
        var joints = new JointState();
        joints.Name.Set([.. Enumerable.Range(1, 7).Select(i => $"joint_{i}")]);
        foreach (var values in (Sequence<double>[])[joints.Position, joints.Velocity, joints.Effort])
            foreach (ref double value in values.Resize(7)) value = seed.NextNormal();
        _joints = Cdr(joints);
        Steps = (int)(bytes / (_images[0].Length + ImagePeriodMs / JointPeriodMs * (long)_joints.Length)) * ImagePeriodMs;
    }

    public static Topic ImageTopic { get; } = new("/camera/image_raw", Messages.SensorMsgs.Image.Type, QosProfile.SensorData);

    public static Topic JointTopic { get; } = new("/joint_states", JointState.Type, QosProfile.Default);

    /// <summary>Milliseconds of robot time.</summary>
    public int Steps { get; }

    public long Count => Steps / ImagePeriodMs + Steps / JointPeriodMs;

    /// <summary>Passes every message to <paramref name="take"/> in order of time.</summary>
    public void Pass(Take take)
    {
        for (int ms = 0, image = 0; ms < Steps; ms += JointPeriodMs)
        {
            if (ms % ImagePeriodMs == 0) take(isImage: true, ms * 1_000_000L, _images[image++ % Images]);
            take(isImage: false, ms * 1_000_000L, _joints);
        }
    }

    private static byte[] Image(SeedStream seed)
    {
        var image = new Image { Width = 640, Height = 480, Encoding = "rgb8", Step = 1920 };
        image.Header.FrameId = "camera";
        var pixels = MemoryMarshal.Cast<byte, ulong>(image.Data.Resize(640 * 480 * 3));
        foreach (ref ulong pixel in pixels) pixel = seed.NextUInt64();
        return Cdr(image);
    }

    private static byte[] Cdr<T>(T message) where T : class, IRosMessage<T>, new()
    {
        var writer = new CdrWriter();
        message.WriteTo(writer);
        return writer.Bytes.ToArray();
    }

    internal delegate void Take(bool isImage, long time, ReadOnlySpan<byte> cdr);
}
