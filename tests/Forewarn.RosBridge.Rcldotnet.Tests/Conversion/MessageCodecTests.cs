using CsCheck;
using Forewarn.Core;
using Forewarn.Messages;
using Forewarn.Messages.Tests.Wire;

namespace Forewarn.RosBridge.Rcldotnet.Tests.Conversion;

public sealed class MessageCodecTests
{
    // 10 packages, their messages, requests and responses: what a node's topics, services, parameters and lifecycle need.
    [Fact]
    public void The_set_is_whole() => Assert.Equal(56, Conversions.All.Count);

    [Theory]
    [MemberData(nameof(Conversions.Data), MemberType = typeof(Conversions))]
    public void Bytes_come_back_as_they_went(MessageCase type) => Gen.ULong.Sample(
        seed =>
        {
            var writer = new CdrWriter();
            type.Write(new MessageFiller(seed).Fill(type.New()), writer);
            Assert.Equal(writer.Bytes.ToArray(), Conversions.Through(type.Type, writer.Bytes));
        },
        iter: 30, threads: 1);

    [Theory]
    [MemberData(nameof(Conversions.Data), MemberType = typeof(Conversions))]
    public void Bytes_cut_short_are_refused(MessageCase type)
    {
        var writer = new CdrWriter();
        type.Write(new MessageFiller(3).Fill(type.New()), writer);
        byte[] bytes = writer.Bytes.ToArray();
        for (int length = 0; length < bytes.Length; length++) Assert.Null(Conversions.Through(type.Type, bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Values_lie_where_their_names_say()
    {
        var ours = new Messages.SensorMsgs.JointState();
        (ours.Header.Stamp.Sec, ours.Header.Stamp.Nanosec, ours.Header.FrameId) = (7, 11, "base");
        ours.Name.Set(["a", "é"]);
        ours.Position.Set([1.5, -2]);
        ours.Effort.Set([3]);
        var writer = new CdrWriter();
        ours.WriteTo(writer);
        var theirs = new sensor_msgs.msg.JointState();
        Assert.True(new RclMessage<sensor_msgs.msg.JointState>(Messages.SensorMsgs.JointState.Type).TryRead(writer.Bytes, theirs));
        Assert.Equal((7, 11u, "base"), (theirs.Header.Stamp.Sec, theirs.Header.Stamp.Nanosec, theirs.Header.FrameId));
        Assert.Equal(["a", "é"], theirs.Name);
        Assert.Equal([1.5, -2], theirs.Position);
        Assert.Empty(theirs.Velocity);
        Assert.Equal([3], theirs.Effort);
    }

    [Fact]
    public void A_field_named_as_its_message_is_found()
    {
        var clock = new rosgraph_msgs.msg.Clock();
        clock.Clock_.Sec = 5;
        var reader = new CdrReader(new RclMessage<rosgraph_msgs.msg.Clock>(Messages.RosgraphMsgs.Clock.Type).Write(clock));
        var ours = new Messages.RosgraphMsgs.Clock();
        ours.ReadFrom(ref reader);
        Assert.Equal(5, ours.ClockValue.Sec);
    }

    [Fact]
    public void A_bool_that_is_no_bool_on_the_wire_is_true()
    {
        var request = new std_srvs.srv.SetBool_Request();
        Assert.True(new RclMessage<std_srvs.srv.SetBool_Request>(Messages.StdSrvs.SetBoolRequest.Type).TryRead([0, 1, 0, 0, 200], request));
        Assert.Equal(1, System.Runtime.CompilerServices.Unsafe.BitCast<bool, byte>(request.Data));
    }

    [Fact]
    public void A_class_of_another_definition_is_named()
    {
        var fault = Assert.Throws<ForewarnException>(() => new RclMessage<std_msgs.msg.String>(Messages.SensorMsgs.JointState.Type));
        Assert.Contains("sensor_msgs/msg/JointState", fault.Message, StringComparison.Ordinal);
        Assert.Contains("without a property Header for 'header'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_says_that_it_does_not_go() =>
        Assert.Contains("over rcldotnet", Assert.Throws<ForewarnException>(
            () => SourcedWorkspace.Workspace.Class(Messages.ControlMsgs.FollowJointTrajectory.Type.SendGoal.Name)).Message, StringComparison.Ordinal);
}
