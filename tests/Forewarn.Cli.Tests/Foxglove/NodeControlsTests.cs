using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Foxglove;
using Forewarn.Core;
using Forewarn.Messages;
using Forewarn.Messages.StdSrvs;
using Forewarn.RosBridge;
using Forewarn.RosBridge.InProcess;
using Forewarn.Serving;

namespace Forewarn.Cli.Tests;

/// <summary>A steering node that is not configured, its executor on a thread of its own, and a Foxglove client at its socket.</summary>
public sealed class NodeControlsTests
{
    [Fact]
    public async Task Wish_and_services_of_the_node_are_there_for_Foxglove()
    {
        using var transport = new InProcessTransport(new InProcessDomain(TimeProvider.System));
        var server = new FoxgloveServer(new(), TimeProvider.System);
        using var tapped = new TappedTransport(transport, server, TimeProvider.System);
        var executor = new RosExecutor(tapped, TimeProvider.System);
        using var node = new RosNode(executor, "forewarn", "/left");
        using var steering = new SteeringNode(node, new SteeringNodeSetup(
            _ => throw new InvalidOperationException(), new(), new(), "", new DecisionLogs(), OwnsTickThread: false));
        NodeControls.Offer(server, node, steering);
        await using var host = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, [server]);
        using var end = new CancellationTokenSource();
        int executing = 0;
        var thread = new Thread(() =>
        {
            executing = Environment.CurrentManagedThreadId;
            executor.Run(end.Token);
        });
        int changedOn = 0;
        node.Parameters.Changed += (_, _) => changedOn = Environment.CurrentManagedThreadId;
        thread.Start();

        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(FoxgloveProtocol.Sdk);
        await socket.ConnectAsync(new Uri($"ws://{host.Address.Authority}/"), CancellationToken.None);
        JsonNode services = await UntilAsync("advertiseServices");
        Assert.Equal(["/left/forewarn/enable", "/left/forewarn/estop", "/left/forewarn/answer"],
            services["services"]!.AsArray().Select(one => (string)one!["name"]!));

        await SayAsync("""{"op":"subscribeParameterUpdates","parameterNames":[]}""");
        await SayAsync("""{"op":"setParameters","parameters":[{"name":"/left/forewarn/wish","value":"the handle"}]}""");
        JsonNode told = await UntilAsync("parameterValues");
        Assert.Equal("the handle", (string?)told["parameters"]![0]!["value"]);
        Assert.Equal(("the handle", executing), (node.Parameters["wish"].AsString, changedOn));

        // Set by ROS: told to Foxglove too.
        executor.Post(() => node.Parameters.Set(new NamedValue("wish", "the rim")));
        while ((string?)told["parameters"]![0]!["value"] != "the rim") told = await UntilAsync("parameterValues");

        var request = new CdrWriter();
        new SetBoolRequest { Data = true }.WriteTo(request);
        byte[] call = [2, 0, 0, 0, 0, 9, 0, 0, 0, 3, 0, 0, 0, .. "cdr"u8, .. request.Bytes];
        await socket.SendAsync(call, WebSocketMessageType.Binary, true, CancellationToken.None);
        var (_, answer) = await NextAsync(text => false, binary => binary[0] == 3);
        var response = new SetBoolResponse();
        var reader = new CdrReader(answer.AsSpan(16));
        response.ReadFrom(ref reader);
        Assert.Equal((false, "the node is not configured"), (response.Success, response.Message));

        await end.CancelAsync();
        thread.Join();

        Task SayAsync(string json) => socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, true, CancellationToken.None);

        async Task<JsonNode> UntilAsync(string op) => (await NextAsync(text => (string?)text["op"] == op, _ => false)).Text!;

        async Task<(JsonNode? Text, byte[] Bytes)> NextAsync(Func<JsonNode, bool> isText, Func<byte[], bool> isBinary)
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            byte[] room = new byte[1 << 20];
            while (true)
            {
                int length = 0;
                ValueWebSocketReceiveResult got;
                do
                {
                    got = await socket.ReceiveAsync(room.AsMemory(length), late.Token);
                    length += got.Count;
                }
                while (!got.EndOfMessage);
                byte[] bytes = room[..length];
                if (got.MessageType == WebSocketMessageType.Binary && isBinary(bytes)) return (null, bytes);
                if (got.MessageType == WebSocketMessageType.Text && JsonNode.Parse(bytes)! is var text && isText(text)) return (text, bytes);
            }
        }
    }
}
