using System.Text.Json;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;
using Forewarn.Verifier.Chat;
using Forewarn.Verifier.Hub;
using Forewarn.Verifier.Tests.Decoders;
using Forewarn.Verifier.Tests.Hub;

namespace Forewarn.Verifier.Tests.Chat;

public sealed class ChatVerifierTests
{
    private const int Steps = 4, Size = 3, Tokens = 2, NarrationTokens = 6;

    public static TheoryData<string> Layouts => [.. TinyLayout.All.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task A_narration_is_the_greedy_answer_to_the_question_with_the_plan_in_the_picture_s_place(string name)
    {
        var layout = TinyLayout.All.Single(l => l.Name == name);
        using var setting = new Setting(layout);
        var rollout = Rollout(3);
        using var narrator = new ChatNarrator(setting.Verifier);
        var narrations = await narrator.NarrateAsync(rollout, default);
        // The same by hand, a plan at a time and without a cache across tokens.
        var words = setting.Verifier.Decoder.Model.Tokenizer;
        var ids = words.EncodePrompt("<begin><u><image>what?</u><a>").ToList();
        int place = ids.IndexOf(1);
        int[] prompt = [.. ids[..place], 1, 1, .. ids[(place + 1)..]];
        using var alone = DecoderCache.Of(setting.Verifier.Decoder.Model, TinyDecoder.Reach);
        for (int k = 0; k < 3; k++)
        {
            List<int> said = [];
            while (said.Count < NarrationTokens && (said.Count == 0 || said[^1] != 0)) said.Add(Next(alone, [.. prompt, .. said], place, setting.Project(rollout, k)));
            Assert.Equal(words.Decode(said).Trim(), narrations[k].Text);
            Assert.True(narrations[k].LogProbability < 0);
        }
        Assert.True(narrations.Select(n => n.Text).Distinct().Count() > 1, "the plans do not reach the answers");
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Letters_are_scored_as_behind_the_whole_prompt_in_every_order(string name)
    {
        var layout = TinyLayout.All.Single(l => l.Name == name);
        using var setting = new Setting(layout);
        using var reader = new ChatWishReader(setting.Verifier, 200);
        string[] options = ["lifts", "tips", "misses"];
        int[][] orders = [[0, 1, 2], [2, 0, 1]];
        double[][] scores = await reader.ScoreAsync("mug", options, orders, default);
        var model = setting.Verifier.Decoder.Model;
        using var alone = DecoderCache.Of(model, TinyDecoder.Reach);
        for (int p = 0; p < orders.Length; p++)
        {
            Assert.Equal(1, scores[p].Sum(Math.Exp), 1e-6);
            string lines = string.Join('\n', orders[p].Select((o, slot) => $"{(char)('A' + slot)}. {options[o]}").Append("D. none of these"));
            var logits = alone.Append(0, [.. model.Tokenizer.EncodePrompt($"<begin><u>mug? {lines}</u><a>")], default);
            double[] letters = new double[4];
            for (int slot = 0; slot < 4; slot++) letters[slot] = logits[model.Tokenizer.Encode(((char)('A' + slot)).ToString())[0]];
            double sum = Math.Log(letters.Sum(Math.Exp));
            for (int slot = 0; slot < 3; slot++) Assert.Equal(letters[slot] - sum, scores[p][orders[p][slot]], layout.HalfCache ? 0.03 : 1e-4);
            Assert.Equal(letters[3] - sum, scores[p][3], layout.HalfCache ? 0.03 : 1e-4);
        }
    }

    [Fact]
    public async Task A_model_of_text_alone_gets_its_plan_in_a_token_it_never_met()
    {
        using var setting = new Setting(TinyLayout.All[2], sees: false, planToken: "<image>");
        using var narrator = new ChatNarrator(setting.Verifier);
        Assert.Equal(2, (await narrator.NarrateAsync(Rollout(2), default)).Count);
    }

    [Fact]
    public void A_projector_of_another_width_is_refused()
    {
        var error = Assert.Throws<ForewarnException>(() => new Setting(TinyLayout.All[0], width: 8));
        Assert.Contains("width 8", error.Message);
    }

    [Fact]
    public void A_template_without_a_place_for_pictures_is_refused()
    {
        using var setting = new Setting(TinyLayout.All[0], change: f => f.Change("tokenizer_config.json", c => c["chat_template"] = "{{ messages[0].role }}"));
        Assert.Contains("0 times the token 1", Assert.Throws<ForewarnException>(() => new ChatNarrator(setting.Verifier)).Message);
    }

    [Fact]
    public void A_model_without_a_template_is_refused() => Assert.Contains("no chat template", Assert.Throws<ForewarnException>(
        () => new Setting(TinyLayout.All[0], change: f => f.Change("tokenizer_config.json", c => c.Remove("chat_template")))).Message);

    private static int Next(DecoderCache cache, int[] ids, int place, float[] plan)
    {
        var target = cache.Next(ids.Length);
        cache.Embed(ids, ids.Length, target, default);
        plan.CopyTo(target[(place * TinyDecoder.Width)..]);
        var logits = cache.Run(0, ids.Length, default);
        return LogSoftmax.ArgMax(logits[^HubModelFolder.Vocabulary..]);
    }

    private static LatentRollout Rollout(int count)
    {
        var values = new float[count * Steps * Size];
        new SeedStreams(21).Stream("latents").FillNormal(values);
        return new(values, new float[count * Steps], count, Steps, Size);
    }

    /// <summary>Package and model folder on disk, loaded.</summary>
    private sealed class Setting : IDisposable
    {
        private readonly HubModelFolder _folder;
        private readonly string _package = Directory.CreateTempSubdirectory("forewarn-chat-").FullName;
        private readonly float[] _weights;
        private readonly List<IDisposable> _owned = [];

        public Setting(TinyLayout layout, bool sees = true, string? planToken = null, int width = TinyDecoder.Width, Action<HubModelFolder>? change = null)
        {
            _folder = new(layout, sees);
            change?.Invoke(_folder);
            _weights = new float[Tokens * width * Steps * Size];
            new SeedStreams(4).Stream("projector").FillNormal(_weights);
            try
            {
                Save(width, planToken);
                var package = ModelPackage.Load(_package, ModelKind.Verifier);
                _owned.Add(package);
                var decoder = HubDecoder.Open(_folder.Path);
                _owned.Add(decoder);
                Verifier = new(package, decoder);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public ChatVerifier Verifier { get; }

        public float[] Project(LatentRollout rollout, int k)
        {
            var plan = new float[Tokens * TinyDecoder.Width];
            for (int o = 0; o < plan.Length; o++)
                for (int i = 0; i < Steps * Size; i++) plan[o] += _weights[o * Steps * Size + i] * rollout.Values[k * Steps * Size + i];
            return plan;
        }

        public void Dispose()
        {
            for (int i = _owned.Count - 1; i >= 0; i--) _owned[i].Dispose();
            _folder.Dispose();
            Directory.Delete(_package, recursive: true);
        }

        private void Save(int width, string? planToken)
        {
            var graph = new GraphBuilder("projector");
            var flat = graph.Reshape(graph.Input("latents", OnnxType.Float, "K", Steps, Size), 0, Steps * Size);
            graph.Output("embeds", graph.Reshape(graph.Linear("projector", flat, _weights, Tokens * width), 0, Tokens, width), OnnxType.Float, "K", Tokens, width);
            byte[] model = OnnxModel.ToBytes(graph), stats = ManifestJson.Write(new Dictionary<string, ChannelStats>());
            var settings = new Dictionary<string, JsonElement>
            {
                [PromptForm.Setting] = JsonSerializer.SerializeToElement(PromptForm.Chat), ["latentSteps"] = JsonSerializer.SerializeToElement(Steps),
                ["latentSize"] = JsonSerializer.SerializeToElement(Size), ["latentTokens"] = JsonSerializer.SerializeToElement(Tokens),
                ["maxOptions"] = JsonSerializer.SerializeToElement(6), ["narrationTokens"] = JsonSerializer.SerializeToElement(NarrationTokens),
                ["question"] = JsonSerializer.SerializeToElement("what?"), ["choice"] = JsonSerializer.SerializeToElement("{wish}? {options}"),
            };
            if (planToken is not null) settings["planToken"] = JsonSerializer.SerializeToElement(planToken);
            File.WriteAllBytes(Path.Combine(_package, "project.onnx"), model);
            File.WriteAllBytes(Path.Combine(_package, "stats.json"), stats);
            File.WriteAllBytes(Path.Combine(_package, "manifest.json"), ManifestJson.Write(new ModelManifest
            {
                Kind = ModelKind.Verifier, Name = "chat",
                Graphs = [new("project", "project.onnx", Hash(model), Describe(graph.Inputs), Describe(graph.Outputs))],
                StatsSha256 = Hash(stats), Settings = settings, Training = new("none", 1, "abc", "", "2026-01-01"),
            }));
        }

        private static string Hash(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

        private static TensorManifest[] Describe(IReadOnlyList<ValueInfo> values) => [.. values.Select(v => new TensorManifest(v.Name, v.TypeName, v.Sizes))];
    }
}
