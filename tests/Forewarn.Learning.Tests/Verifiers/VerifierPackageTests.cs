using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Verifiers;
using Forewarn.Onnx;
using Forewarn.Verifier;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class VerifierPackageTests(PackagedVerifier verifier) : IClassFixture<PackagedVerifier>
{
    private static readonly string[] Options =
    [
        "lifts the mug by the handle, slowly, upright.", "lifts the mug by the left rim, fast, tilted.", "touches the mug but it slips away.",
    ];

    [Fact]
    public void The_projector_graph_equals_torch()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var rollout = PackagedVerifier.Rollout(3, 1);
        using var binding = verifier.Package.Graph("project").Bind(("K", 3));
        binding.Set<float>("latents", rollout.Values).Run();
        Close(Project(rollout).view(-1).data<float>().ToArray(), binding.Output<float>("embeds"), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void The_decoder_graph_equals_torch_at_the_last_position_of_a_batch(int length)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var embeds = verifier.Net.Embed(randint(20, 600, [3, length], dtype: ScalarType.Int64));
        var (got, buffers) = RunDecoder(embeds.contiguous().view(-1).data<float>().ToArray(), 3, length, 0, null);
        Close(Last(embeds), got, 1e-4);
        foreach (var buffer in buffers) buffer.Dispose();
    }

    [Theory]
    [InlineData(1, 11)]
    [InlineData(4, 11)]
    [InlineData(10, 11)]
    [InlineData(5, 40)]
    [InlineData(30, 60)]
    public void Continuing_behind_a_cached_prefix_equals_computing_all(int prefix, int length)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var embeds = verifier.Net.Embed(randint(20, 600, [1, length], dtype: ScalarType.Int64));
        var values = embeds.contiguous().view(-1).data<float>().ToArray();
        int width = verifier.Run.Decoder.Width;
        var (_, buffers) = RunDecoder(values[..(prefix * width)], 1, prefix, 0, null);
        for (int end = prefix + 1; end <= length; end++)
        {
            var (got, _) = RunDecoder(values[(prefix * width)..(end * width)], 1, end - prefix, prefix, buffers);
            Close(Last(embeds.narrow(1, 0, end)), got, 1e-4);
        }
        foreach (var buffer in buffers) buffer.Dispose();
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(17, 6)]
    public void Ways_behind_one_prefix_equal_whole_passes_and_leave_the_prefix_as_it_was(int length, int count)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var cache = DecoderCache.Of(verifier.Model.Decoder, 64);
        foreach (int past in new[] { 23, 5 })
        {
            int[] prefix = Words(past, 1);
            cache.Append(0, prefix, default);
            for (ulong seed = 2; seed < 5; seed++)
            {
                // Another number of ways in between, so that rows of an earlier call cannot stand in for this one's.
                int rows = seed == 3 ? count + 1 : count;
                int[] ways = Words(rows * length, seed);
                float[] got = cache.Continue(past, ways, rows, default);
                long[] ids = [.. Enumerable.Range(0, rows).SelectMany(r => prefix.Concat(ways[(r * length)..((r + 1) * length)])).Select(i => (long)i)];
                Close(Last(verifier.Net.Embed(tensor(ids, rows, past + length))), got, 1e-4);
            }
        }
    }

    [Fact]
    public void No_way_at_all_gives_no_logits()
    {
        using var cache = DecoderCache.Of(verifier.Model.Decoder, 64);
        Assert.Empty(cache.Continue(0, [], 0, default));
    }

    [Fact]
    public async Task Narrations_equal_greedy_decoding_in_torch_without_a_cache()
    {
        var rollout = PackagedVerifier.Rollout(4, 2);
        using var narrator = new LatentNarrator(verifier.Model);
        narrator.WarmUp(6);
        var narrations = await narrator.NarrateAsync(rollout, default);
        var want = GreedyInTorch(rollout);
        Assert.Equal([0, 1, 2, 3], narrations.Select(n => n.Mode));
        for (int k = 0; k < 4; k++)
        {
            Assert.Equal(want[k].Text, narrations[k].Text);
            Assert.Equal(want[k].LogProbability, narrations[k].LogProbability, 1e-4);
        }
        // A narration depends on its own plan only.
        var alone = new LatentRollout(rollout.Mode(2).ToArray(), new float[PackagedVerifier.Steps], 1, PackagedVerifier.Steps, PackagedVerifier.Size);
        Assert.Equal(narrations[2].Text, (await narrator.NarrateAsync(alone, default)).Single().Text);
    }

    [Fact]
    public async Task Scores_come_back_by_option_whatever_the_order_shown()
    {
        using var reader = new WishReader(verifier.Model);
        int[][] orders = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        var scores = await reader.ScoreAsync("Use the handle!", Options, orders, default);
        for (int p = 0; p < orders.Length; p++)
        {
            var bySlot = LettersInTorch("use the handle", orders[p].Select(o => Options[o]).ToArray());
            for (int slot = 0; slot < Options.Length; slot++) Assert.Equal(bySlot[slot], scores[p][orders[p][slot]], 1e-4);
            Assert.Equal(bySlot[^1], scores[p][^1], 1e-4);
            Assert.Equal(1, scores[p].Sum(Math.Exp), 1e-9);
        }
        Assert.NotEqual(scores[0][0], scores[1][0], 1e-6);
        // The cached wish, another wish in between and a single order change nothing.
        _ = await reader.ScoreAsync("avoid the rim", Options, [[0, 1, 2]], default);
        Assert.Equal(scores[1], (await reader.ScoreAsync("use the handle", Options, [orders[1]], default))[0]);
    }

    [Theory]
    [InlineData("", "no words")]
    [InlineData("use the teapot", "'teapot' (nearest known:")]
    public async Task A_wish_it_cannot_read_is_a_usage_error(string wish, string says)
    {
        using var reader = new WishReader(verifier.Model);
        var error = await Assert.ThrowsAsync<ForewarnException>(async () => await reader.ScoreAsync(wish, Options, [[0, 1, 2]], default));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(says, error.Message);
    }

    [Fact]
    public async Task Orders_options_and_rollouts_that_do_not_fit_are_refused()
    {
        using var reader = new WishReader(verifier.Model);
        using var narrator = new LatentNarrator(verifier.Model);
        await Assert.ThrowsAsync<ForewarnException>(async () => await reader.ScoreAsync("use the handle", Options, [[0, 1, 1]], default));
        await Assert.ThrowsAsync<ForewarnException>(async () => await reader.ScoreAsync("use the handle", [], [[]], default));
        await Assert.ThrowsAsync<ForewarnException>(async () => await reader.ScoreAsync("use the handle", Enumerable.Repeat("the mug", 9).ToArray(), [], default));
        string wordy = string.Join(' ', Enumerable.Repeat("use", 240));
        Assert.Contains("tokens", (await Assert.ThrowsAsync<ForewarnException>(async () => await reader.ScoreAsync(wordy, Options, [[0, 1, 2]], default))).Message);
        await Assert.ThrowsAsync<ForewarnException>(async () => await narrator.NarrateAsync(new(new float[12], new float[4], 1, 4, 3), default));
        var broken = PackagedVerifier.Rollout(2, 3);
        broken.Values[^1] = float.NaN;
        Assert.Contains("plan 1", (await Assert.ThrowsAsync<ForewarnException>(async () => await narrator.NarrateAsync(broken, default))).Message);
    }

    [Fact]
    public async Task A_passed_deadline_stops_both_and_leaves_them_usable()
    {
        using var reader = new WishReader(verifier.Model);
        using var narrator = new LatentNarrator(verifier.Model);
        using var passed = new CancellationTokenSource();
        passed.Cancel();
        var rollout = PackagedVerifier.Rollout(2, 4);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await narrator.NarrateAsync(rollout, passed.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ScoreAsync("use the handle", Options, [[0, 1, 2]], passed.Token));
        Assert.Equal(2, (await narrator.NarrateAsync(rollout, default)).Count);
        Assert.Equal(4, (await reader.ScoreAsync("use the handle", Options, [[0, 1, 2]], default))[0].Length);
    }

    private static int[] Words(int count, ulong seed)
    {
        var draw = new SeedStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 20 + draw.Next(580))];
    }

    /// <summary>Logits of the last position of every row, <c>[B, V]</c>, computed whole.</summary>
    private float[] Last(Tensor embeds) =>
        verifier.Net.Logits(verifier.Net.Forward(embeds)).select(1, -1).contiguous().view(-1).data<float>().ToArray();

    private Tensor Project(LatentRollout rollout)
    {
        var form = verifier.Run.Latents!;
        var standard = (tensor(rollout.Values, rollout.Count, rollout.Steps, rollout.Size) - tensor(form.Stats.Mean)) / tensor(form.Stats.Std);
        return LatentProjector.Forward(verifier.Run.Parameters, standard, form.StepsPerToken);
    }

    private (string Text, double LogProbability)[] GreedyInTorch(LatentRollout rollout)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var plans = Project(rollout);
        return [.. Enumerable.Range(0, rollout.Count).Select(k =>
        {
            var said = new List<int>();
            double sum = 0;
            while (said.Count < 24 && said.LastOrDefault(-1) != PromptTokens.End)
            {
                var words = verifier.Net.Embed(tensor(said.Prepend(PromptTokens.Narrate).Select(t => (long)t).ToArray(), 1, said.Count + 1));
                var embeds = cat([verifier.Net.Embed(tensor(new long[] { PromptTokens.Plan }, 1, 1)), plans.narrow(0, k, 1), words], 1);
                var scores = nn.functional.log_softmax(verifier.Net.Logits(verifier.Net.Forward(embeds)).select(1, -1).view(-1), 0);
                said.Add((int)scores.argmax().item<long>());
                sum += scores[said[^1]].item<float>();
            }
            return (verifier.Run.Vocabulary.Decode(said).Trim(), sum / said.Count);
        })];
    }

    private double[] LettersInTorch(string wish, string[] shown)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var words = verifier.Run.Vocabulary;
        List<int> ids = [PromptTokens.Wish, .. words.Encode(" " + wish), PromptTokens.Means];
        for (int i = 0; i < shown.Length; i++) ids.AddRange([.. words.Encode(" " + shown[i]), PromptTokens.FirstLetter + i]);
        ids.AddRange([PromptTokens.None, PromptTokens.Answer]);
        var logits = verifier.Net.Logits(verifier.Net.Forward(verifier.Net.Embed(tensor(ids.Select(i => (long)i).ToArray(), 1, ids.Count)))).select(1, -1).view(-1);
        var offered = cat([logits.narrow(0, PromptTokens.FirstLetter, shown.Length), logits.narrow(0, PromptTokens.None, 1)]);
        return nn.functional.log_softmax(offered, 0).data<float>().Select(v => (double)v).ToArray();
    }

    /// <summary>Runs the graph over caches of the largest capacity and gives them back.</summary>
    private (float[] Logits, TensorBuffer[] Cache) RunDecoder(float[] embeds, int rows, int length, int past, TensorBuffer[]? cache)
    {
        var options = verifier.Run.Decoder;
        cache ??= [.. Enumerable.Range(0, 2 * options.Layers).Select(_ => new TensorBuffer(OnnxType.Float, rows, options.KvHeads, 192, options.HeadSize))];
        using var binding = verifier.Package.Graph("decode").Bind(("B", rows), ("S", length), ("M", 192));
        for (int i = 0; i < cache.Length; i++)
        {
            string name = $"{i / 2}.{(i % 2 == 0 ? "key" : "value")}";
            binding.Attach("past_key_values." + name, cache[i]).Attach("present." + name, cache[i]);
        }
        binding.Set<float>("inputs_embeds", embeds);
        binding.Input<int>("seqlens_k").Fill(past + length - 1);
        binding.Input<int>("total_sequence_length")[0] = past + length;
        binding.Run();
        return (binding.Output<float>("logits").ToArray(), cache);
    }

    private static void Close(ReadOnlySpan<float> want, ReadOnlySpan<float> got, double tolerance)
    {
        Assert.Equal(want.Length, got.Length);
        double worst = 0;
        for (int i = 0; i < want.Length; i++) worst = Math.Max(worst, Math.Abs(want[i] - got[i]));
        Assert.True(worst <= tolerance, $"largest difference {worst:E1}");
    }
}
