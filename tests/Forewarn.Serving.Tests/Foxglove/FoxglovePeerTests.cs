using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Messages.ForewarnMsgs;
using Forewarn.Messages.StdSrvs;
using Forewarn.Tests;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Serving.Tests;

/// <summary>Foxglove's own client and decoders, run by Node, against our server.</summary>
public sealed class FoxglovePeerTests
{
    [Theory]
    [InlineData(FoxgloveProtocol.WebSocket)]
    [InlineData(FoxgloveProtocol.Sdk)]
    public async Task Foxglove_s_client_sees_topics_sets_the_wish_and_calls_services(string protocol)
    {
        string wish = "", published = "";
        var calls = new List<string>();
        var server = new FoxgloveServer(new FoxgloveServerOptions { Name = "a robot" }, TimeProvider.System);
        server.Add(new FoxgloveParameter("/forewarn/wish", () => wish, (text, _) => Task.FromResult<string?>(Keep(out wish, text))));
        server.Add(FoxgloveService.Of<SetBool, SetBoolRequest, SetBoolResponse>("/forewarn/enable", (request, _) =>
        {
            calls.Add($"enable {request.Data}");
            return Task.FromResult(new SetBoolResponse { Success = true, Message = "steering is on" });
        }));
        server.Add(FoxgloveService.Of<Trigger, TriggerRequest, TriggerResponse>("/forewarn/estop", (_, _) =>
        {
            calls.Add("estop");
            return Task.FromResult(new TriggerResponse { Success = false, Message = "the node is not configured" });
        }));
        server.Add(FoxgloveService.Of<Answer, AnswerRequest, AnswerResponse>("/forewarn/answer", (request, _) =>
        {
            calls.Add($"answer {request.Answer} {request.Decision}");
            return Task.FromResult(new AnswerResponse { Accepted = true, Message = "grüße" });
        }));
        server.Add(FoxgloveInput.Of<Text>("/forewarn/wish", (text, _) =>
        {
            published = wish = text.Data;
            server.ParameterChanged("/forewarn/wish");
            return Task.CompletedTask;
        }));
        (Messages.Topic Topic, byte[] Bytes)[] topics =
        [
            (RobotTopics.Camera, RobotTopics.Picture()), (RobotTopics.Joints, RobotTopics.JointState()),
            (RobotTopics.Decisions, RobotTopics.OneDecision()),
        ];
        int[] numbers = [.. topics.Select(topic => server.Open(topic.Topic))];
        server.Take(numbers[2], RobotTopics.Time, 0, topics[2].Bytes);
        await using var host = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, [server]);

        // The decision is not said again: it is kept for whoever comes late.
        string output = await NpmPeer.Foxglove.RunAsync(
            "peer.mjs",
            () =>
            {
                for (int i = 0; i < 2; i++) server.Take(numbers[i], RobotTopics.Time, 0, topics[i].Bytes);
            },
            $"ws://{host.Address.Authority}/", protocol, "3");

        JsonNode found = JsonNode.Parse(output)!;
        Assert.Equal((protocol, "a robot"), ((string?)found["protocol"], (string?)found["serverInfo"]!["name"]));
        Assert.Empty(found["errors"]!.AsArray());
        Assert.Empty(found["statuses"]!.AsArray());
        Assert.Equal(["clientPublish", "parameters", "parametersSubscribe", "services"],
            found["serverInfo"]!["capabilities"]!.AsArray().Select(one => (string)one!).Order(StringComparer.Ordinal));
        foreach (var (topic, bytes) in topics)
        {
            JsonNode channel = Assert.Single(found["channels"]!.AsArray(), one => (string?)one!["topic"] == topic.Name)!;
            Assert.Equal(("cdr", "ros2msg", topic.Type.Name, topic.Type.Definition),
                ((string)channel["encoding"]!, (string)channel["schemaEncoding"]!, (string)channel["schemaName"]!, (string)channel["schema"]!));
            JsonNode message = found["messages"]![topic.Name]!;
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), (string)message["sha256"]!);
            Assert.Equal(RobotTopics.Time, long.Parse((string)message["timestamp"]!));
        }
        JsonNode image = found["messages"]!["/front/image_raw"]!["decoded"]!, joints = found["messages"]!["/joint_states"]!["decoded"]!;
        Assert.Equal((96, 128, "rgb8", "front"),
            ((int)image["height"]!, (int)image["width"]!, (string)image["encoding"]!, (string)image["header"]!["frame_id"]!));
        Assert.Equal(RobotTopics.Picture()[^5..], image["data"]!.AsArray().TakeLast(5).Select(one => (byte)(int)one!));
        Assert.Equal(["shoulder", "elbow"], joints["name"]!.AsArray().Select(one => (string)one!));
        Assert.Equal([-1.25, 1e-300], joints["position"]!.AsArray().Select(one => (double)one!));
        JsonNode decision = found["messages"]!["/forewarn/decision"]!["decoded"]!;
        Assert.Equal(("7", "den Henkel, bitte ☕", -1, 26.5),
            ((string)decision["index"]!, (string)decision["wish"]!, (int)decision["chosen"]!, (double)decision["total_ms"]!));

        Assert.Equal("the rim", published);
        Assert.Equal(["", "den Henkel, bitte: ☕", "den Henkel, bitte: ☕", "the rim"],
            found["parameters"]!.AsArray().Select(one => (string)one!["parameters"]![0]!["value"]!));
        Assert.Equal(["enable True", "estop", "answer the second 7"], calls);
        AssertJson("""{"success":true,"message":"steering is on"}""", found["services"]!["enable"]);
        AssertJson("""{"success":false,"message":"the node is not configured"}""", found["services"]!["estop"]);
        AssertJson("""{"accepted":true,"message":"grüße"}""", found["services"]!["answer"]);
        AssertJson("""{"failure":"Unknown service"}""", found["services"]!["broken"]);
        AssertJson("""{"failure":"the request is not encoded as cdr"}""", found["services"]!["json"]);
    }

    private static void AssertJson(string wanted, JsonNode? found) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(wanted), found), JsonSerializer.Serialize(found));

    private static string? Keep(out string place, string text)
    {
        place = text;
        return null;
    }
}
