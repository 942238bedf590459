using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.TrajectoryMsgs;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Interop.Tests;

/// <summary>One sample of each kind that the peers echo, with odd lengths, so that every alignment occurs.</summary>
/// <param name="Says">What a native peer prints when it has decoded the sample.</param>
internal sealed record Sample(string Kind, MessageType Type, byte[] Cdr, string Says)
{
    public static IReadOnlyList<Sample> All { get; } = [OfText(), OfState(), OfPlan(), OfImage()];

    public static byte[] Encode<T>(T message) where T : class, IRosMessage<T>, new()
    {
        var cdr = new CdrWriter();
        message.WriteTo(cdr);
        return cdr.Bytes.ToArray();
    }

    private static Sample OfText() => new("String", Text.Type, Encode(new Text { Data = "grüß dich" }), "String grüß dich");

    private static Sample OfState()
    {
        var state = new JointState();
        (state.Header.Stamp.Sec, state.Header.Stamp.Nanosec, state.Header.FrameId) = (-7, 999_999_999, "arm");
        state.Name.Set(["a", "bc", "def"]);
        state.Position.Set([0.25, -2, 3]);
        state.Effort.Set([1e300]);
        return new("JointState", JointState.Type, Encode(state), "JointState 3 a 0.25");
    }

    private static Sample OfPlan()
    {
        var plan = new JointTrajectory();
        plan.Header.FrameId = "base_link";
        plan.JointNames.Set(["joint1", "joint2", "joint3"]);
        for (int i = 0; i < 16; i++)
        {
            var point = new JointTrajectoryPoint();
            point.Positions.Set([1.5 + i, 2, 3]);
            if (i % 2 == 0) point.Velocities.Set([0.5]);
            (point.TimeFromStart.Sec, point.TimeFromStart.Nanosec) = (i, 50_000_000);
            plan.Points.Add(point);
        }
        return new("JointTrajectory", JointTrajectory.Type, Encode(plan), "JointTrajectory 16 1.5 15");
    }

    private static Sample OfImage()
    {
        var image = new Image { Height = 101, Width = 211, Step = 3 * 211, Encoding = "rgb8", IsBigendian = 1 };
        image.Data.Resize(3 * 101 * 211);
        for (int i = 0; i < image.Data.Count; i++) image.Data[i] = (byte)(i * 31 >> 3);
        return new("Image", Image.Type, Encode(image), $"Image 211 rgb8 {image.Data.Count} {image.Data[image.Data.Count - 1]}");
    }
}
