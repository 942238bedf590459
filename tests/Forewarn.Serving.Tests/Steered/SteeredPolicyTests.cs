using Forewarn.Core;
using Forewarn.Serving.Tests.Openpi;

namespace Forewarn.Serving.Tests.Steered;

/// <summary>A steering loop behind openpi's wire.</summary>
public sealed class SteeredPolicyTests
{
    private readonly FakeModels _models = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("the handle", 0, 1f)]
    [InlineData("the rim", 1, 2f)]
    public async Task The_prompt_chooses_the_plan(string prompt, int chosen, float value)
    {
        await using var running = await RunningServer.StartAsync(Policy());
        using OpenpiClient client = await running.ConnectAsync();
        WireMap answer = await client.InferAsync(Observation(prompt), Cancel);
        Assert.Equal([4, 3], answer.Array("actions").Shape);
        Assert.Equal(NdType.Float32, answer.Array("actions").Type);
        Assert.All(answer.Array("actions").ToFloats(), v => Assert.Equal(value, v));
        Assert.Equal([0.04f, 0.5f, 1, 0], answer.Array("state").ToFloats());
        WireMap steering = answer.Map("steering");
        Assert.Equal((chosen, 2), (steering.Number("chosen"), steering.Number("k")));
        Assert.Equal(["takes the handle", "takes the rim"], steering.List("narrations"));
        Assert.Equal(3, steering.List("scores").Count);
        Assert.Equal("steered", steering.Text("decision"));
        Assert.Null(steering["question"]);
        foreach (string stage in (string[])["sample_ms", "imagine_ms", "narrate_ms", "choose_ms"]) Assert.True(steering.Map("timing").Number(stage) >= 0);
        Assert.True(answer.Number("policy_timing/infer_ms") <= answer.Number("server_timing/infer_ms"));
    }

    [Fact]
    public async Task Holding_is_an_answer_too()
    {
        await using var running = await RunningServer.StartAsync(Policy());
        using OpenpiClient client = await running.ConnectAsync();
        WireMap answer = await client.InferAsync(Observation("either"), Cancel);
        Assert.Equal(-1, answer.Number("steering/chosen"));
        Assert.Equal("Which one: (1) the handle or (2) the rim?", answer.Text("steering/question"));
        _models.Safe = false;
        WireMap unsafeAnswer = await client.InferAsync(Observation("the rim"), Cancel);
        foreach (WireMap held in (WireMap[])[answer, unsafeAnswer])
        {
            Assert.Equal("hold", held.Text("steering/decision"));
            // Where the tool is: x 0.5 m, turned by a quarter, fingers 4 cm apart.
            for (int row = 0; row < 4; row++)
                Assert.Equal([0.5f, MathF.PI / 2, 0.04f], held.Array("actions").ToFloats()[(3 * row)..(3 * row + 3)]);
        }
        Assert.Contains("table is in the way", unsafeAnswer.Text("steering/reason"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_is_open_until_it_is_answered_and_the_answer_counts_from_then_on(bool byPrompt)
    {
        await using var running = await RunningServer.StartAsync(Policy());
        using OpenpiClient client = await running.ConnectAsync();
        for (int i = 0; i < 3; i++)
        {
            WireMap asked = await client.InferAsync(Observation("either"), Cancel);
            Assert.Equal(["handle", "rim"], asked.List("steering/answers"));
            Assert.Equal(-1, asked.Number("steering/chosen"));
        }
        Assert.Equal(1, _models.Verified);
        WireMap answer = Observation(byPrompt ? "rim" : "either");
        if (!byPrompt) answer["answer"] = "rim";
        Assert.Equal(1, (await client.InferAsync(answer, Cancel)).Number("steering/chosen"));
        Assert.Equal(1, (await client.InferAsync(Observation(byPrompt ? "rim" : "either"), Cancel)).Number("steering/chosen"));
        Assert.Equal(0, (await client.InferAsync(Observation("the handle"), Cancel)).Number("steering/chosen"));
        Assert.Equal("rim", _models.Answered);
    }

    [Fact]
    public async Task An_answer_that_fits_nothing_leaves_the_question_open()
    {
        await using var running = await RunningServer.StartAsync(Policy());
        using OpenpiClient client = await running.ConnectAsync();
        await client.InferAsync(Observation("either"), Cancel);
        WireMap wrong = Observation("either");
        wrong["answer"] = "the lid";
        Assert.Equal("Which one: (1) the handle or (2) the rim?", (await client.InferAsync(wrong, Cancel)).Text("steering/question"));
        Assert.Equal(0, (await client.InferAsync(Observation("the handle"), Cancel)).Number("steering/chosen"));
    }

    [Fact]
    public async Task Without_a_prompt_the_servers_wish_counts()
    {
        await using (var running = await RunningServer.StartAsync(Policy("the rim")))
        {
            using OpenpiClient client = await running.ConnectAsync();
            Assert.Equal(1, (await client.InferAsync(Observation(null), Cancel)).Number("steering/chosen"));
            Assert.Equal(0, (await client.InferAsync(Observation("the handle"), Cancel)).Number("steering/chosen"));
        }
        await using var strict = await RunningServer.StartAsync(Policy());
        using OpenpiClient mute = await strict.ConnectAsync();
        var told = await Assert.ThrowsAsync<ForewarnException>(() => mute.InferAsync(Observation(null), Cancel));
        Assert.Contains("key 'prompt': found nothing", told.Message);
    }

    [Fact]
    public async Task A_wish_that_nobody_understands_is_told()
    {
        await using var running = await RunningServer.StartAsync(Policy());
        using OpenpiClient client = await running.ConnectAsync();
        var told = await Assert.ThrowsAsync<ForewarnException>(() => client.InferAsync(Observation("xyzzy"), Cancel));
        Assert.Contains("wish: found 'xyzzy'", told.Message);
    }

    [Fact]
    public async Task Pictures_come_in_four_forms()
    {
        byte[] rgb = [.. Enumerable.Range(0, 4 * 6 * 3).Select(i => (byte)(3 * i))];
        byte[] planes = [.. Enumerable.Range(0, 3).SelectMany(c => Enumerable.Range(0, 24).Select(p => rgb[3 * p + c]))];
        NdArray[] forms =
        [
            NdArray.Of<byte>(rgb, 4, 6, 3), NdArray.Of<byte>(planes, 3, 4, 6),
            NdArray.Of<float>([.. rgb.Select(v => v / 255f)], 4, 6, 3), NdArray.Of<double>([.. planes.Select(v => v / 255d)], 3, 4, 6),
        ];
        await using var running = await RunningServer.StartAsync(Policy());
        using OpenpiClient client = await running.ConnectAsync();
        foreach (NdArray form in forms)
        {
            WireMap observation = Observation("the rim");
            observation["observation/image"] = form;
            await client.InferAsync(observation, Cancel);
            Assert.Equal(rgb, _models.Seen!.Image("front").Rgb);
        }
    }

    [Theory]
    [InlineData(5, 6, "|u1 [5, 6, 3], wanted [4, 6, 3] or [3, 4, 6], bytes or floats from 0 to 1")]
    [InlineData(224, 224, "|u1 [224, 224, 3], wanted [4, 6, 3]")]
    public void A_picture_of_another_size_is_refused(int height, int width, string told)
    {
        WireMap observation = Observation("the rim");
        observation["observation/image"] = NdArray.Of<byte>(new byte[height * width * 3], height, width, 3);
        Assert.Contains($"key 'observation/image' (camera 'front'): found {told}", Refused(observation));
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        WireMap scaled = Observation("x"), strange = Observation("x"), lost = Observation("x"), shortState = Observation("x"), nan = Observation("x");
        scaled["observation/image"] = NdArray.Of<float>([.. Enumerable.Repeat(200f, 72)], 4, 6, 3);
        Assert.Contains("found 200, wanted floats from 0 to 1", Refused(scaled));
        strange["observation/image"] = NdArray.Of<int>(new int[72], 4, 6, 3);
        Assert.Contains("<i4 [4, 6, 3]", Refused(strange));
        lost["observation/image"] = null;
        Assert.Contains("key 'observation/image': found only", Refused(lost));
        shortState["observation/state"] = NdArray.Of<float>([1, 2], 2);
        Assert.Contains("key 'observation/state': found <f4 [2], wanted [4]: width_m, tool_x_m", Refused(shortState));
        nan["observation/state"] = NdArray.Of<double>([1, double.NaN, 0, 0], 4);
        Assert.Contains("found NaN for tool_x_m", Refused(nan));
    }

    [Fact]
    public void A_state_that_does_not_tell_where_the_robot_is_cannot_be_held()
    {
        var fault = Assert.Throws<ForewarnException>(() => new HoldRow(_models.Spec, ["width_m"]));
        Assert.Contains("plan column 'x_m'", fault.Message);
        Assert.Equal([0, 0, 0], new HoldRow(_models.Spec with { Representation = "delta" }, []).At([]));
    }

    [Fact]
    public void The_metadata_say_what_to_send()
    {
        WireMap metadata = WireReader.Read(WireWriter.Write(Policy().Metadata));
        Assert.Equal([4L, 6L, 3L], metadata.Map("images").List("observation/image"));
        Assert.Equal(["x_m", "yaw_rad", "width_m"], metadata.List("actions"));
        Assert.Equal(4, metadata.Number("action_horizon"));
        Assert.Equal("abc", metadata.Text("models/m"));
    }

    private SteeredPolicy Policy(string? wish = null) => new(
        new SteeredPolicyOptions
        {
            Keys = ObservationKeys.Libero(["front"]), Cameras = [new("front", 4, 6)], State = _models.State, Spec = _models.Spec,
            Horizon = FakeModels.Steps, Wish = wish, Models = new Dictionary<string, string> { ["m"] = "abc" },
        },
        _models.Loop, new SeedStreams(1), TimeProvider.System, TimeProvider.System.GetTimestamp());

    private static WireMap Observation(string? prompt)
    {
        var map = new WireMap
        {
            ["observation/image"] = NdArray.Of<byte>(new byte[72], 4, 6, 3),
            ["observation/state"] = NdArray.Of<double>([0.04, 0.5, 1, 0], 4),
        };
        if (prompt is not null) map["prompt"] = prompt;
        return map;
    }

    private string Refused(WireMap observation)
    {
        var reader = new ObservationReader(ObservationKeys.Libero(["front"]), [new("front", 4, 6)], _models.State);
        return Assert.Throws<ForewarnException>(() => reader.Read(observation, TimeSpan.Zero)).Message;
    }
}
