using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Decision = Forewarn.Messages.ForewarnMsgs.Decision;

namespace Forewarn.Serving.Tests;

/// <summary>Topics and messages as a steering node has them.</summary>
internal static class RobotTopics
{
    public const long Time = 1_700_000_000_123_456_789;

    public static Topic Camera { get; } = new("/front/image_raw", Image.Type, QosProfile.SensorData);

    public static Topic Joints { get; } = new("/joint_states", Forewarn.Messages.SensorMsgs.JointState.Type, QosProfile.SensorData);

    public static Topic Decisions { get; } = new("/forewarn/decision", Decision.Type, QosProfile.Latched);

    public static byte[] Bytes<T>(T message) where T : class, IRosMessage<T>, new()
    {
        var writer = new CdrWriter();
        message.WriteTo(writer);
        return writer.Bytes.ToArray();
    }

    /// <summary>Larger than what goes in one frame with its head.</summary>
    public static byte[] Picture()
    {
        var image = new Image { Height = 96, Width = 128, Encoding = "rgb8", Step = 384 };
        image.Header.FrameId = "front";
        Span<byte> data = image.Data.Resize(96 * 384);
        for (int i = 0; i < data.Length; i++) data[i] = (byte)(i * 31 + i / 384);
        return Bytes(image);
    }

    public static byte[] JointState()
    {
        var joints = new JointState();
        joints.Header.Stamp.Sec = 12;
        string[] names = ["shoulder", "elbow"];
        double[] positions = [-1.25, 1e-300];
        names.CopyTo(joints.Name.Resize(2));
        positions.CopyTo(joints.Position.Resize(2));
        return Bytes(joints);
    }

    public static byte[] OneDecision(ulong index = 7) => Bytes(new Decision
    {
        Index = index, Wish = "den Henkel, bitte ☕", Rung = 4, Chosen = -1, Question = "handle or rim?", SeedKey = ulong.MaxValue, TotalMs = 26.5,
    });
}
