using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.TrajectoryMsgs;

namespace Forewarn.Messages.Tests.Wire;

/// <summary>Bytes laid out by hand after the rules of XCDR1: each primitive at a multiple of its size, counted from byte 4.</summary>
public sealed class GoldenBytesTests
{
    [Fact]
    public void String() => Check(
        new StdMsgs.String { Data = "hé" },
        """
        00 01 00 00
        04 00 00 00  68 C3 A9 00
        """);

    [Fact]
    public void Empty_string() => Check(new StdMsgs.String(), "00 01 00 00  01 00 00 00  00");

    [Fact]
    public void Empty_message() => Check(new StdMsgs.Empty(), "00 01 00 00  00");

    [Fact]
    public void Joint_state()
    {
        var message = new JointState();
        (message.Header.Stamp.Sec, message.Header.Stamp.Nanosec, message.Header.FrameId) = (1, 2, "b");
        message.Name.Set(["j1", "arm"]);
        message.Position.Set([1.0]);
        message.Effort.Set([-2.0, 0.5]);
        Check(
            message,
            """
            00 01 00 00
            01 00 00 00  02 00 00 00
            02 00 00 00  62 00 00 00
            02 00 00 00  03 00 00 00  6A 31 00 00  04 00 00 00  61 72 6D 00
            01 00 00 00  00 00 00 00 00 00 F0 3F
            00 00 00 00
            02 00 00 00  00 00 00 00 00 00 00 C0  00 00 00 00 00 00 E0 3F
            """);
    }

    [Fact]
    public void Joint_trajectory()
    {
        var message = new JointTrajectory();
        message.JointNames.Set(["j"]);
        var point = new JointTrajectoryPoint();
        point.Positions.Set([1.0]);
        point.Velocities.Set([0.5]);
        (point.TimeFromStart.Sec, point.TimeFromStart.Nanosec) = (3, 500_000_000);
        message.Points.Add(point);
        message.Points.Add(new());
        Check(
            message,
            """
            00 01 00 00
            00 00 00 00  00 00 00 00  01 00 00 00  00 00 00 00
            01 00 00 00  02 00 00 00  6A 00 00 00
            02 00 00 00
            01 00 00 00  00 00 00 00  00 00 00 00 00 00 F0 3F
            01 00 00 00  00 00 00 00  00 00 00 00 00 00 E0 3F
            00 00 00 00  00 00 00 00  03 00 00 00  00 65 CD 1D
            00 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00  00 00 00 00
            """);
    }

    [Fact]
    public void Image()
    {
        var message = new Image { Height = 1, Width = 2, Encoding = "rgb8", IsBigendian = 0, Step = 6 };
        message.Data.Set([1, 2, 3, 4, 5, 6]);
        Check(
            message,
            """
            00 01 00 00
            00 00 00 00  00 00 00 00  01 00 00 00  00 00 00 00
            01 00 00 00  02 00 00 00
            05 00 00 00  72 67 62 38 00  00 00 00
            06 00 00 00
            06 00 00 00  01 02 03 04 05 06
            """);
    }

    [Fact]
    public void Wide_numbers_after_narrow_ones_are_padded() => Check(
        new ControlMsgs.JointComponentTolerance { JointName = "a", Component = 7, Position = 1, Velocity = 2, Acceleration = 4 },
        """
        00 01 00 00
        02 00 00 00  61 00  07 00
        00 00 00 00 00 00 F0 3F  00 00 00 00 00 00 00 40  00 00 00 00 00 00 10 40
        """);

    private static void Check<T>(T message, string bytes) where T : class, IRosMessage<T>, new()
    {
        byte[] wanted = Convert.FromHexString(string.Concat(bytes.Where(char.IsAsciiHexDigit)));
        var writer = new CdrWriter();
        // Padding must be written: the buffer holds what was there before.
        writer.WriteArray<byte>(Enumerable.Repeat((byte)0xAA, 200).ToArray());
        writer.Reset();
        message.WriteTo(writer);
        Assert.Equal(wanted, writer.Bytes.ToArray());
        var read = new T();
        var reader = new CdrReader(wanted);
        read.ReadFrom(ref reader);
        Assert.False(reader.Failed);
        Assert.Null(MessageFiller.Difference(message, read));
    }
}
