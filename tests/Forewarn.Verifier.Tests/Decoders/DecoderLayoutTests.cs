using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier.Tests.Decoders;

public sealed class DecoderLayoutTests
{
    private const int Prompt = 9, Steps = 12, Rows = 3;

    public static TheoryData<string> Layouts => [.. TinyLayout.All.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Greedy_tokens_equal_those_of_a_loop_without_a_cache(string name)
    {
        var layout = TinyLayout.All.Single(l => l.Name == name);
        var tiny = new TinyDecoder(7);
        float[] prompts = Prompts(11);
        var wanted = Peer(tiny, prompts);
        using var loaded = new LoadedDecoder(tiny, layout);
        using var cache = DecoderCache.Of(loaded.Model, TinyDecoder.Reach);
        cache.Rows(Rows);
        prompts.CopyTo(cache.Next(Prompt));
        var logits = cache.Run(0, Prompt, default);
        var next = new int[Rows];
        for (int t = 0; t < Steps; t++)
        {
            int row = logits.Length / Rows;
            for (int k = 0; k < Rows; k++)
            {
                var last = logits.Slice((k + 1) * row - tiny.Vocabulary, tiny.Vocabulary);
                for (int v = 0; v < last.Length; v++) Assert.Equal(wanted[k].Logits[t][v], last[v], layout.HalfCache ? 0.05 : 1e-4);
                next[k] = LogSoftmax.ArgMax(last);
                Assert.Equal(wanted[k].Tokens[t], next[k]);
            }
            cache.Embed(next, 1, cache.Next(1), default);
            logits = cache.Run(Prompt + t, 1, default);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Ways_behind_one_prefix_equal_whole_passes(string name)
    {
        var layout = TinyLayout.All.Single(l => l.Name == name);
        using var loaded = new LoadedDecoder(new TinyDecoder(3), layout);
        using var whole = DecoderCache.Of(loaded.Model, TinyDecoder.Reach);
        using var cache = DecoderCache.Of(loaded.Model, TinyDecoder.Reach);
        int[] prefix = [1, 4, 9, 16, 25], ways = [2, 3, 5, 7, 11, 13, 17, 19];
        cache.Append(0, prefix, default);
        foreach (int count in new[] { 4, 8, 1, 2 })
        {
            int length = ways.Length / count;
            float[] got = cache.Continue(prefix.Length, ways, count, default);
            for (int r = 0; r < count; r++)
            {
                int[] all = [.. prefix, .. ways[(r * length)..((r + 1) * length)]];
                var alone = whole.Append(0, all, default);
                for (int v = 0; v < alone.Length; v++)
                    Assert.Equal(alone[v], got[r * alone.Length + v], layout.HalfCache ? 0.03 : 1e-4);
            }
        }
    }

    [Fact]
    public void The_layout_is_read_off_the_graph()
    {
        var tiny = new TinyDecoder(1);
        foreach (var layout in TinyLayout.All)
        {
            using var loaded = new LoadedDecoder(tiny, layout);
            var found = loaded.Model.Layout;
            Assert.Equal((TinyDecoder.Layers, TinyDecoder.KvHeads, TinyDecoder.HeadSize), (found.Layers, found.KvHeads, found.HeadSize));
            Assert.Equal((TinyDecoder.Width, tiny.Vocabulary), (found.Width, found.Vocabulary));
            Assert.Equal((layout.PositionRows, layout.LogitsToKeep, layout.CacheBranch), (found.PositionRows, found.HasLogitsToKeep, found.HasCacheBranch));
            Assert.Equal(layout.HalfCache ? OnnxType.Float16 : OnnxType.Float, found.CacheType);
        }
    }

    [Theory]
    [InlineData("inputs_embeds", "'inputs_embeds'")]
    [InlineData("present", "'present.0.key'")]
    [InlineData("foreign", "past_conv.0")]
    [InlineData("type", "bool")]
    public void A_graph_without_the_names_is_refused_by_the_name(string fault, string said)
    {
        var graph = new GraphBuilder("decoder");
        var x = graph.Input(fault == "inputs_embeds" ? "input_ids" : "inputs_embeds", OnnxType.Float, "B", "S", 8);
        if (fault == "foreign") graph.Input("past_conv.0", OnnxType.Float, "B", 3);
        foreach (string part in (string[])["key", "value"])
        {
            var past = graph.Input($"past_key_values.0.{part}", fault == "type" ? OnnxType.Bool : OnnxType.Float, "B", 2, "P", 4);
            graph.Output((fault == "present" ? "presents" : "present") + $".0.{part}", past, fault == "type" ? OnnxType.Bool : OnnxType.Float, "B", 2, "P", 4);
        }
        graph.Output("logits", x, OnnxType.Float, "B", "S", 8);
        using var session = new GraphSession(OnnxModel.ToBytes(graph), "decoder");
        Assert.Contains(said, Assert.Throws<ForewarnException>(() => DecoderLayout.Of(session)).Message);
    }

    [Fact]
    public void A_tokenizer_with_more_tokens_than_the_embedding_is_refused() => Assert.Contains("51 tokens in the tokenizer",
        Assert.Throws<ForewarnException>(() => new LoadedDecoder(new TinyDecoder(1), TinyLayout.All[0], 51)).Message);

    private static float[] Prompts(ulong seed)
    {
        var prompts = new float[Rows * Prompt * TinyDecoder.Width];
        new SeedStreams(seed).Stream("prompts").FillNormal(prompts);
        return prompts;
    }

    private static Answer[] Peer(TinyDecoder tiny, float[] prompts)
    {
        string folder = Directory.CreateTempSubdirectory("forewarn-decoder-").FullName;
        try
        {
            tiny.Save(folder);
            File.WriteAllText(Path.Combine(folder, "prompts.json"), JsonSerializer.Serialize(prompts.Chunk(Prompt * TinyDecoder.Width)));
            var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "decoder_peer.py"), folder, $"{Steps}"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            string said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.Result);
            return JsonSerializer.Deserialize<Answer[]>(said, JsonSerializerOptions.Web)!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Answer(int[] Tokens, double[][] Logits);
}
