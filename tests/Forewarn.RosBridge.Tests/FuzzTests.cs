using Forewarn.Core;
using Forewarn.Messages;
using Forewarn.Messages.ControlMsgs;
using Forewarn.Messages.RosgraphMsgs;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.StdSrvs;

namespace Forewarn.RosBridge.Tests;

using Trajectory = FollowJointTrajectory;

/// <summary>Every receiving end of a full node gets thousands of payloads that nobody should send.</summary>
public sealed class FuzzTests
{
    private const int Each = 10_000;

    [Fact]
    public void No_payload_throws_out_of_a_spin_and_every_one_is_counted()
    {
        var bench = new Bench();
        var node = FullNode(bench);
        var peer = bench.Process().Transport.OpenNode("peer", "/");
        var draws = new SeedStreams(1).Stream("fuzz");
        var receivers = node.Receivers.ToDictionary(receiver => receiver.Name);
        Assert.Equal(22, receivers.Count);
        foreach (var (name, send) in Ends(peer).Concat(Answers(bench, peer)))
        {
            long before = receivers[name].Received + receivers[name].Malformed;
            var payloads = Payloads(Good(name), draws);
            for (int i = 0; i < Each; i++)
            {
                send(payloads(i));
                node.Executor.RunDue();
            }

            var (received, malformed) = (receivers[name].Received, receivers[name].Malformed);
            Assert.Equal(Each, received + malformed - before);
            Assert.True(malformed > Each / 10, $"{name}: {malformed} of {Each} malformed");
        }
    }

    private static RosNode FullNode(Bench bench)
    {
        var node = bench.Node("full", "-p", "use_sim_time:=true");
        _ = new LifecycleNode(node, new Willing());
        _ = new RosLogger(node);
        _ = new DiagnosticsPublisher(node);
        _ = new ActionServer<Trajectory, FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>(
            node, "follow", new Follower());
        var client = new ActionClient<Trajectory, FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>(
            node, "lead");
        _ = client.SendGoalAsync(new(), TimeSpan.FromHours(1));
        _ = client.CancelAllAsync(TimeSpan.FromHours(1));
        node.CreateSubscription<JointState>("joint_states", (JointState _, in MessageInfo _) => { });
        node.CreateService<SetBool, SetBoolRequest, SetBoolResponse>("~/enable", (_, response) => response.Success = true);
        return node;
    }

    /// <summary>A way to send raw bytes to each receiving end of the node.</summary>
    private static IEnumerable<(string Name, Action<byte[]> Send)> Ends(IRawNode peer)
    {
        foreach (var (name, type, qos) in ((string, MessageType, QosProfile)[])
            [
                ("/clock", Clock.Type, QosProfile.Clock), ("/joint_states", JointState.Type, QosProfile.Default),
                ("/lead/_action/feedback", Trajectory.Type.Feedback, QosProfile.Default),
                ("/lead/_action/status", Messages.ActionMsgs.GoalStatusArray.Type, QosProfile.ActionStatus),
            ])
        {
            var publisher = peer.CreatePublisher(name, type, qos);
            yield return (name, bytes => publisher.Send(bytes));
        }

        foreach (var (name, type) in Services)
        {
            var requester = peer.CreateRequester(name, type, (_, _) => { });
            yield return (name, bytes => requester.Send(bytes));
        }
    }

    /// <summary>The questions that the node's client has asked, answered again and again.</summary>
    private static IEnumerable<(string Name, Action<byte[]> Send)> Answers(Bench bench, IRawNode peer)
    {
        foreach (var (name, type) in ((string, ServiceType)[])
            [("/lead/_action/send_goal", Trajectory.Type.SendGoal), ("/lead/_action/cancel_goal", Messages.ActionMsgs.CancelGoal.Type)])
        {
            RequestId? asked = null;
            var replier = peer.CreateReplier(name, type, (request, _) => asked = request);
            bench.Pass(20);
            yield return (name, bytes => Assert.True(replier.Reply(asked!.Value, bytes)));
        }
    }

    private static readonly (string Name, ServiceType Type)[] Services =
    [
        ("/full/get_parameters", Messages.RclInterfaces.GetParameters.Type),
        ("/full/get_parameter_types", Messages.RclInterfaces.GetParameterTypes.Type),
        ("/full/set_parameters", Messages.RclInterfaces.SetParameters.Type),
        ("/full/set_parameters_atomically", Messages.RclInterfaces.SetParametersAtomically.Type),
        ("/full/describe_parameters", Messages.RclInterfaces.DescribeParameters.Type),
        ("/full/list_parameters", Messages.RclInterfaces.ListParameters.Type),
        ("/full/change_state", Messages.LifecycleMsgs.ChangeState.Type),
        ("/full/get_state", Messages.LifecycleMsgs.GetState.Type),
        ("/full/get_available_states", Messages.LifecycleMsgs.GetAvailableStates.Type),
        ("/full/get_available_transitions", Messages.LifecycleMsgs.GetAvailableTransitions.Type),
        ("/full/get_transition_graph", Messages.LifecycleMsgs.GetAvailableTransitions.Type),
        ("/follow/_action/send_goal", Trajectory.Type.SendGoal),
        ("/follow/_action/cancel_goal", Messages.ActionMsgs.CancelGoal.Type),
        ("/follow/_action/get_result", Trajectory.Type.GetResult),
        ("/full/enable", SetBool.Type),
    ];

    /// <summary>Something near to a good payload of most ends, to be broken in small ways.</summary>
    private static byte[] Good(string name) => name switch
    {
        "/clock" => new WireBuilder().U32(5).U32(6).Bytes,
        "/joint_states" => new WireBuilder().U32(1).U32(2).Text("base").Texts("a", "b").U32(2).F64(1).F64(2).U32(0).U32(0).Bytes,
        "/full/set_parameters" or "/full/set_parameters_atomically" =>
            new WireBuilder().U32(1).Text("use_sim_time").Value(1, true).Bytes,
        "/full/list_parameters" => new WireBuilder().Texts("a").I64(0).Bytes,
        "/full/change_state" => new WireBuilder().U8(1).Text("configure").Bytes,
        "/follow/_action/cancel_goal" => new WireBuilder().U8(new byte[16]).U32(0).U32(0).Bytes,
        _ when name.EndsWith("parameters", StringComparison.Ordinal) || name.EndsWith("types", StringComparison.Ordinal) =>
            new WireBuilder().Texts("use_sim_time").Bytes,
        _ => new WireBuilder().U8([.. Enumerable.Range(0, 60).Select(i => (byte)i)]).Bytes,
    };

    /// <summary>In turn: noise, noise behind a good header, a cut, a flipped bit, an absurd length.</summary>
    private static Func<int, byte[]> Payloads(byte[] good, SeedStream draws) => i =>
    {
        byte[] bytes = (i % 5) switch
        {
            0 => new byte[draws.Next(80)],
            1 => new byte[4 + draws.Next(80)],
            2 => good[..draws.Next(good.Length)],
            _ => [.. good],
        };
        if (i % 5 < 2) foreach (ref byte b in bytes.AsSpan()) b = (byte)draws.Next(256);
        if (i % 5 == 1) (bytes[0], bytes[1], bytes[2], bytes[3]) = (0, 1, 0, 0);
        if (i % 5 == 3) bytes[draws.Next(bytes.Length)] ^= (byte)(1 << draws.Next(8));
        if (i % 5 == 4 && bytes.Length >= 8) bytes.AsSpan(4 + 4 * draws.Next((bytes.Length - 4) / 4), 4).Fill(0xFF);
        return bytes;
    };

    private sealed class Willing : ILifecycleCallbacks;

    private sealed class Follower : IActionHandler<FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback>
    {
        public GoalDecision OnGoal(Guid id, FollowJointTrajectoryGoal goal) => GoalDecision.Execute;

        public void OnAccepted(ServerGoal<FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback> goal) =>
            goal.Abort(new());

        public void OnCanceling(ServerGoal<FollowJointTrajectoryGoal, FollowJointTrajectoryResult, FollowJointTrajectoryFeedback> goal) =>
            goal.Canceled(new());
    }
}
