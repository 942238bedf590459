using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.StdMsgs;
using Forewarn.Messages.TrajectoryMsgs;

namespace Forewarn.Recording.Tests;

/// <summary>Topics and messages as a robot has them.</summary>
internal static class Samples
{
    public static Topic Image { get; } = new("/camera/image_raw", Messages.SensorMsgs.Image.Type, QosProfile.SensorData);

    public static Topic Joints { get; } = new("/joint_states", JointState.Type, QosProfile.Default);

    public static Topic Text { get; } = new(
        "/chatter", Messages.StdMsgs.String.Type, QosProfile.Latched with { Deadline = TimeSpan.FromMilliseconds(1500) });

    public static Topic Plan { get; } = new("/plan", JointTrajectory.Type, QosProfile.Default with { KeepAll = true, ManualLiveliness = true });

    public static IReadOnlyList<Topic> All { get; } = [Image, Joints, Text, Plan];

    public static byte[] Bytes<T>(T message) where T : class, IRosMessage<T>, new()
    {
        var writer = new CdrWriter();
        message.WriteTo(writer);
        return writer.Bytes.ToArray();
    }

    public static byte[] Of(Topic topic, int i)
    {
        if (topic == Image)
        {
            var image = new Image { Height = 4, Width = 3, Encoding = "rgb8", Step = 9 };
            image.Header.FrameId = "camera";
            image.Header.Stamp.Sec = i;
            foreach (ref byte value in image.Data.Resize(36)) value = (byte)(i++ * 7);
            return Bytes(image);
        }

        if (topic == Joints)
        {
            var joints = new JointState();
            joints.Header.Stamp.Nanosec = (uint)i;
            joints.Name.Set(["shoulder", "elbow", "wrist"]);
            joints.Position.Set([i, 0.25, -1e-300]);
            joints.Velocity.Set([double.MaxValue, 0, -i]);
            return Bytes(joints);
        }

        if (topic == Text) return Bytes(new Messages.StdMsgs.String { Data = $"message {i}: grüße, 日本語" });
        var plan = new JointTrajectory();
        plan.JointNames.Set(["a", "b"]);
        foreach (ref var point in plan.Points.Resize(2))
        {
            point = new JointTrajectoryPoint();
            point.Positions.Set([i, i + 0.5]);
            point.TimeFromStart.Sec = i;
        }

        return Bytes(plan);
    }

    /// <summary>Messages of all topics in turn, 1 ms apart.</summary>
    public static IEnumerable<(Topic Topic, long LogTime, long PublishTime, byte[] Data)> Run(int count)
    {
        for (int i = 0; i < count; i++)
        {
            var topic = All[i % All.Count];
            yield return (topic, At(i), At(i) - 12_345, Of(topic, i));
        }
    }

    public static long At(int i) => 1_700_000_000_000_000_000 + i * 1_000_000L;

    public static void Fill(BagWriter bag, int count, int flushEvery = int.MaxValue)
    {
        int written = 0;
        foreach (var (topic, log, publish, data) in Run(count))
        {
            bag.Write(bag.Open(topic), log, publish, data);
            if (++written % flushEvery == 0) bag.Flush();
        }
    }
}
