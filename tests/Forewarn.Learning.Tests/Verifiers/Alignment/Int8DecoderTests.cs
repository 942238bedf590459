using Forewarn.Core;
using Forewarn.Learning.Verifiers;
using Forewarn.Learning.Verifiers.Alignment;
using Forewarn.Verifier;
using Forewarn.Verifier.Hub;

namespace Forewarn.Learning.Tests.Verifiers.Alignment;

/// <summary>Decoders in eight-bit integers against an independent loop over the same files in double precision.</summary>
public sealed class Int8DecoderTests
{
    private const int Length = 60;

    [Theory]
    [InlineData("llama")]
    [InlineData("qwen2")]
    [InlineData("smolvlm")]
    public void Logits_stay_within_two_hundredths_and_the_best_token_is_the_same_where_it_leads(string family)
    {
        using var model = new TinyLanguageModel(family, gain: 1);
        var size = LanguageModelConfig.Read(model.Path, 128);
        using var frozen = FrozenWeights.Load(model.Path, size);
        string exported = Path.Combine(model.Path, "exported");
        AlignmentExporter.WriteDecoder(exported, model.Path, frozen, size, DecoderPrecision.Int8);
        Assert.Equal(["decoder_model_merged_int8.onnx", "decoder_model_merged_int8.onnx_data", "embed_tokens.onnx", "embed_tokens.onnx_data"],
            Directory.GetFiles(Path.Combine(exported, "onnx")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

        int[] text = Text(5);
        var wanted = model.Peer([.. Enumerable.Range(1, Length).Select(n => text[..n])]);
        using var decoder = HubDecoder.Open(exported, "int8");
        using var cache = DecoderCache.Of(decoder.Model, Length);
        double largest = 0, greatest = wanted.Max(logits => logits.Max(Math.Abs));
        int kept = 0;
        for (int at = 0; at < Length; at++)
        {
            float[] found = cache.Append(at, [text[at]], default).ToArray();
            largest = Math.Max(largest, wanted[at].Zip(found, (w, f) => Math.Abs(w - f)).Max() / greatest);
            double lead = wanted[at].Max() - wanted[at][LogSoftmax.ArgMax(found)];
            if (lead == 0) kept++;
            // Random models have positions at which two tokens are as good as equal.
            else Assert.InRange(lead, 0, DecoderParity.Tie * wanted[at].Max(Math.Abs));
        }
        Assert.InRange(kept, Length - 2, Length);
        Assert.InRange(largest, 1e-4, 0.02);
    }

    [Fact]
    public void The_measure_of_the_gate_is_what_a_plain_loop_finds()
    {
        using var model = new TinyLanguageModel("qwen2", gain: 1);
        using var folder = new Both(model);
        int[] text = Text(7);
        var rows = new float[3 * TinyLanguageModel.Width];
        new SeedStream(4).FillNormal(rows);
        var parity = DecoderParity.Measure(
            folder.Float.Model, folder.Int8.Model, [new EmbeddedPrompt(text[..20], 5, rows), new EmbeddedPrompt(text[20..30])], 4, [int.MaxValue]);
        Assert.Equal((20 + 10 + 2 * 3, 2 * 4), (parity.Positions, parity.Answers));

        double largest = 0, sum = 0, greatest = 0;
        int kept = 0;
        foreach (var (ids, planned) in new[] { (text[..20], true), (text[20..30], false) })
        {
            var all = ids.ToList();
            for (int t = 0; t < 4; t++)
            {
                float[] wanted = Logits(folder.Float, all, planned ? rows : []), found = Logits(folder.Int8, all, planned ? rows : []);
                int best = LogSoftmax.ArgMax(wanted);
                Assert.Equal(best, parity.Said[planned ? 0 : 1][t]);
                if (best == LogSoftmax.ArgMax(found)) kept++;
                all.Add(best);
            }
            all.RemoveAt(all.Count - 1);
            for (int n = 1; n <= all.Count; n++)
            {
                float[] wanted = Logits(folder.Float, all[..n], planned ? rows : []), found = Logits(folder.Int8, all[..n], planned ? rows : []);
                double moved = wanted.Zip(found, (w, f) => Math.Abs(w - f)).Max();
                (largest, sum, greatest) = (Math.Max(largest, moved), sum + moved, Math.Max(greatest, wanted.Max(Math.Abs)));
            }
        }
        Assert.Equal(largest / greatest, parity.Largest, 1e-4);
        Assert.Equal(sum / greatest / parity.Positions, parity.Mean, 1e-4);
        Assert.Equal(kept, parity.Kept);
        Assert.InRange(parity.Largest, 1e-4, 0.03);
    }

    [Fact]
    public void A_decoder_equals_itself_and_another_one_does_not()
    {
        using var model = new TinyLanguageModel("smolvlm", gain: 1);
        using var other = new TinyLanguageModel("smolvlm", seed: 8, gain: 1);
        using var folder = new Both(model);
        using var foreign = new Both(other);
        EmbeddedPrompt[] prompts = [new(Text(7)[..12])];
        var same = DecoderParity.Measure(folder.Float.Model, folder.Float.Model, prompts, 5, [int.MaxValue]);
        Assert.Equal((0, 0, 5, 5, 0), (same.Largest, same.Mean, same.Answers, same.Kept, same.Ties));
        var apart = DecoderParity.Measure(folder.Float.Model, foreign.Float.Model, prompts, 5, [int.MaxValue]);
        Assert.InRange(apart.Largest, 0.1, 10);
        Assert.True(apart.Kept < apart.Answers);
    }

    [Fact]
    public void What_the_gate_refuses_leaves_an_earlier_folder_as_it_was()
    {
        using var model = new TinyLanguageModel("llama");
        var size = LanguageModelConfig.Read(model.Path, 128);
        using var frozen = FrozenWeights.Load(model.Path, size);
        string exported = Path.Combine(model.Path, "exported");
        AlignmentExporter.WriteDecoder(exported, model.Path, frozen, size);
        string[] before = Files(exported);
        var refused = Assert.Throws<ForewarnException>(() => AlignmentExporter.WriteDecoder(
            exported, model.Path, frozen, size, DecoderPrecision.Int8, folder =>
            {
                Assert.Contains(Files(folder), f => f.EndsWith("decoder_model_merged.onnx", StringComparison.Ordinal));
                throw new ForewarnException("too far off");
            }));
        Assert.Equal("too far off", refused.Message);
        Assert.Equal(before, Files(exported));
        Assert.False(Directory.Exists(exported + ".tmp"));
    }

    private static string[] Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    /// <summary>Logits of the last position of a text that is computed whole.</summary>
    private static float[] Logits(HubDecoder decoder, List<int> ids, float[] rows)
    {
        using var cache = DecoderCache.Of(decoder.Model, ids.Count);
        var target = cache.Next(ids.Count);
        cache.Embed([.. ids], ids.Count, target, default);
        int room = Math.Max(0, target.Length - 5 * TinyLanguageModel.Width);
        rows.AsSpan(0, Math.Min(rows.Length, room)).CopyTo(target[Math.Min(target.Length, 5 * TinyLanguageModel.Width)..]);
        return cache.Run(0, ids.Count, default).ToArray();
    }

    private static int[] Text(ulong seed)
    {
        var draw = new SeedStream(seed);
        return [.. Enumerable.Range(0, Length).Select(_ => 6 + draw.Next(256))];
    }

    private sealed class Both : IDisposable
    {
        public Both(TinyLanguageModel model)
        {
            var size = LanguageModelConfig.Read(model.Path, 128);
            using var frozen = FrozenWeights.Load(model.Path, size);
            string wide = Path.Combine(model.Path, "float"), narrow = Path.Combine(model.Path, "int8");
            AlignmentExporter.WriteDecoder(wide, model.Path, frozen, size);
            AlignmentExporter.WriteDecoder(narrow, model.Path, frozen, size, DecoderPrecision.Int8);
            (Float, Int8) = (HubDecoder.Open(wide), HubDecoder.Open(narrow, "int8"));
        }

        public HubDecoder Float { get; }

        public HubDecoder Int8 { get; }

        public void Dispose()
        {
            Float.Dispose();
            Int8.Dispose();
        }
    }
}
