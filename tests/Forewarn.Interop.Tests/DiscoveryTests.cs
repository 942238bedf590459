using Forewarn.Messages;
using Forewarn.Messages.StdSrvs;
using Forewarn.RosBridge;
using Forewarn.RosBridge.Cyclone;
using Forewarn.Tests;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Interop.Tests;

/// <summary>What others see of us: user data and graph announcements, read by the C peer through public interfaces.</summary>
public sealed class DiscoveryTests
{
    [Fact]
    public void Participants_and_endpoints_carry_the_user_data_that_ROS_tools_read()
    {
        using var domain = new TestDomain();
        using var peer = PeerProcess.Native(domain, PeerBuild.C(), "discovery");
        using var transport = domain.Join();
        var node = transport.OpenNode("seen", "/");
        node.CreatePublisher("/t", Text.Type, QosProfile.Default);
        node.CreateSubscription("/t", Text.Type, QosProfile.Default, (ReadOnlySpan<byte> _, in MessageInfo _) => { });
        node.CreateReplier("/enable", SetBool.Type, (_, _) => { });
        node.CreateRequester("/enable", SetBool.Type, (_, _) => { });
        const string Topic = "rt/t std_msgs::msg::dds_::String_ "
            + "typehash=RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18;";
        Says("participant enclave=/;");
        Says($"publication {Topic}");
        Says($"subscription {Topic}");
        Says("publication rr/enableReply std_srvs::srv::dds_::SetBool_Response_ serviceid=", SetBoolResponse.Type.Hash);
        Says("subscription rq/enableRequest std_srvs::srv::dds_::SetBool_Request_ serviceid=", SetBoolRequest.Type.Hash);
        Says("publication rq/enableRequest std_srvs::srv::dds_::SetBool_Request_ clientid=", SetBoolRequest.Type.Hash);
        Says("subscription rr/enableReply std_srvs::srv::dds_::SetBool_Response_ clientid=", SetBoolResponse.Type.Hash);
        Says("publication ros_discovery_info rmw_dds_common::msg::dds_::ParticipantEntitiesInfo_ typehash=RIHS01_91a0593b");
        // No endpoint at all goes without a type hash, not even for a moment: ROS 2 middlewares log those.
        Assert.All(peer.Lines.Where(line => line.StartsWith("publication ", StringComparison.Ordinal)),
            line => Assert.Contains("typehash=", line, StringComparison.Ordinal));

        void Says(string start, string hash = "") => Assert.True(
            peer.Says(line => line.StartsWith(start, StringComparison.Ordinal) && line.EndsWith(hash.Length > 0 ? $"typehash={hash};" : "", StringComparison.Ordinal)),
            $"{start}\n{string.Join('\n', peer.Lines)}");
    }

    [Theory]
    [InlineData(RosDistro.Jazzy, 32)]
    [InlineData(RosDistro.Humble, 48)]
    public void The_graph_is_read_by_the_announced_format(RosDistro distro, int digits)
    {
        using var domain = new TestDomain();
        using var peer = PeerProcess.Native(domain, PeerBuild.C(), distro == RosDistro.Humble ? ["graph", "humble"] : ["graph"]);
        using var transport = new CycloneTransport(domain.Options with { Distro = distro });
        var node = transport.OpenNode("seen", "/arm");
        node.CreatePublisher("/t", Text.Type, QosProfile.Default);
        node.CreateSubscription("/t", Text.Type, QosProfile.Default, (ReadOnlySpan<byte> _, in MessageInfo _) => { });
        node.CreatePublisher("/u", Text.Type, QosProfile.Default);
        Assert.True(peer.Says(line => line.StartsWith("node /arm seen 1 2 gid 0110", StringComparison.Ordinal)), string.Join('\n', peer.Lines));
        string gid = peer.Lines.Last(line => line.StartsWith("node ", StringComparison.Ordinal)).Split(' ')[^1];
        Assert.Equal(digits, gid.Length);
        Assert.Equal("000001c1", gid[24..32]); // a participant's entity number in RTPS
        Assert.All(gid[32..], digit => Assert.Equal('0', digit));
        node.Dispose();
        Assert.True(peer.Says(line => line.StartsWith(" gid 0110", StringComparison.Ordinal)), "the node did not leave");
    }
}
