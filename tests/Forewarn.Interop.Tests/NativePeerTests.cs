using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.TrajectoryMsgs;
using Forewarn.Tests;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Interop.Tests;

/// <summary>Peers with other serializers: what we write they understand and write the same, and the other way round.</summary>
public sealed class NativePeerTests
{
    [Fact]
    public void CycloneDDS_in_C_echoes_byte_for_byte() => Echoes(PeerBuild.C());

    [Fact]
    public void Fast_DDS_in_Cpp_echoes_byte_for_byte() => Echoes(PeerBuild.FastDds());

    [Fact]
    public void CycloneDDS_in_C_is_understood() => IsUnderstood(PeerBuild.C(), "made by the C peer");

    [Fact]
    public void Fast_DDS_in_Cpp_is_understood() => IsUnderstood(PeerBuild.FastDds(), "made by the Fast DDS peer");

    [Fact]
    public void Another_process_in_CSharp_echoes_byte_for_byte()
    {
        using var domain = new TestDomain();
        using var peer = PeerProcess.CSharp(domain, "echo");
        EchoExchange.ComesBack(domain, peer, peerTells: false);
    }

    private static void Echoes(string program)
    {
        using var domain = new TestDomain();
        using var peer = PeerProcess.Native(domain, program, "echo");
        EchoExchange.ComesBack(domain, peer);
    }

    private static void IsUnderstood(string program, string text)
    {
        using var domain = new TestDomain();
        using var peer = PeerProcess.Native(domain, program, "echo");

        Assert.Equal(text, EchoExchange.Made<Text>(domain, "String").Data);

        var state = EchoExchange.Made<JointState>(domain, "JointState");
        Assert.Equal((12, 345u, "base"), (state.Header.Stamp.Sec, state.Header.Stamp.Nanosec, state.Header.FrameId));
        Assert.Equal(["shoulder", "elbow"], state.Name.Span.ToArray());
        Assert.Equal([0.5, -1.25], state.Position.Span.ToArray());
        Assert.Equal([3.0], state.Velocity.Span.ToArray());
        Assert.Equal(0, state.Effort.Count);

        var plan = EchoExchange.Made<JointTrajectory>(domain, "JointTrajectory");
        Assert.Equal(["shoulder", "elbow"], plan.JointNames.Span.ToArray());
        Assert.Equal(2, plan.Points.Count);
        Assert.Equal([0.5, -1.25], plan.Points[0].Positions.Span.ToArray());
        Assert.Equal((1, 500_000_000u), (plan.Points[0].TimeFromStart.Sec, plan.Points[0].TimeFromStart.Nanosec));
        Assert.Equal([3.0], plan.Points[1].Velocities.Span.ToArray());
        Assert.Equal(2, plan.Points[1].TimeFromStart.Sec);

        var image = EchoExchange.Made<Image>(domain, "Image");
        Assert.Equal((2u, 3u, "mono8", 3u), (image.Height, image.Width, image.Encoding, image.Step));
        Assert.Equal([1, 2, 3, 4, 5, 6], image.Data.Span.ToArray());
    }
}
