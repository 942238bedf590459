using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences.Policies;

public sealed class TokenPolicyTests : IDisposable
{
    private const int End = 1, Words = 9;

    private static readonly DecoderOptions Tiny = DecoderOptions.Debug with
    {
        Width = 16, Layers = 2, Heads = 4, KvHeads = 2, Hidden = 24, Vocabulary = Words, MaxTokens = 24,
    };

    private static readonly TokenPrompt[] Prompts = [new(2, 3, 4), new(5, 6), new(2, 3, 7), new(8)];

    private readonly ParameterStore parameters = Store(7);

    public void Dispose() => parameters.Dispose();

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.6)]
    public void Log_probability_is_that_of_one_token_after_another(double temperature)
    {
        using var policy = Policy(new() { Temperature = temperature, MaxAnswer = 5, End = End });
        (int Prompt, int[] Answer)[] answers = [(0, [4, 4, End]), (1, [3]), (3, [2, 2, 2, 5, 6]), (0, [End])];
        using var batch = policy.Batch(answers);
        double[] got = LogProb(policy, batch);
        for (int b = 0; b < answers.Length; b++) Assert.Equal(OneByOne(answers[b], temperature), got[b], 1e-4);
    }

    [Fact]
    public void The_mean_is_the_sum_over_the_number_of_tokens()
    {
        (int, int[])[] answers = [(0, [4, 4, End]), (1, [3, End])];
        double[] Of(LogProbReduction reduction)
        {
            using var policy = Policy(new() { MaxAnswer = 5, End = End, Reduction = reduction });
            using var batch = policy.Batch(answers);
            return LogProb(policy, batch);
        }
        var (sum, mean) = (Of(LogProbReduction.Sum), Of(LogProbReduction.Mean));
        Assert.Equal(sum[0] / 3, mean[0], 1e-5);
        Assert.Equal(sum[1] / 2, mean[1], 1e-5);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 5)]
    [InlineData(7, -100)]
    [InlineData(1, 8)]
    public void Padding_changes_neither_values_nor_gradients(int extra, long pad)
    {
        using var scope = NewDisposeScope();
        using var policy = Policy(new() { MaxAnswer = 6, End = End });
        (int, int[])[] answers = [(0, [4, 4, End]), (1, [3, End]), (3, [2, 2, 2, 5, 6, End]), (2, [8, 8, 8, 8])];
        using var plain = policy.Batch(answers);
        var filler = plain.Values.masked_fill(behind(plain), pad);
        var wider = cat([filler, full(filler.shape[0], extra, pad, ScalarType.Int64)], 1);
        var mask = cat([plain.Mask!, zeros(filler.shape[0], extra, ScalarType.Bool)], 1);
        var padded = new SampleBatch(plain.Prompts, wider, mask);

        var (want, wantGradient) = Backward(policy, plain);
        var (got, gotGradient) = Backward(policy, padded);
        for (int i = 0; i < want.Length; i++) Assert.Equal(want[i], got[i], 1e-6);
        Assert.True((wantGradient - gotGradient).abs().max().item<float>() < 1e-6);

        // Behind the last decided token of each row.
        static Tensor behind(SampleBatch batch) =>
            batch.Mask!.to_type(ScalarType.Int64).flip(1).cumsum(1).flip(1).eq(0);
    }

    [Fact]
    public void A_row_alone_has_the_log_probability_it_has_among_others()
    {
        using var policy = Policy(new() { MaxAnswer = 6, End = End });
        (int, int[])[] answers = [(0, [4, 4, End]), (1, [3, End]), (3, [2, 2, 2, 5, 6, End]), (0, [4, 4, 5, End])];
        using var batch = policy.Batch(answers);
        double[] together = LogProb(policy, batch);
        for (int b = 0; b < answers.Length; b++)
        {
            using var alone = policy.Batch(answers[b]);
            Assert.Equal(together[b], LogProb(policy, alone)[0], 1e-5);
        }
        using var turned = batch.Select(3, 1, 0, 2);
        double[] reordered = LogProb(policy, turned);
        int[] order = [3, 1, 0, 2];
        for (int b = 0; b < order.Length; b++) Assert.Equal(together[order[b]], reordered[b], 1e-5);
    }

    [Fact]
    public void Draws_depend_on_the_prompt_and_its_samples_number_alone()
    {
        using var policy = Policy(new() { MaxAnswer = 8, End = End });
        var seed = new SeedStream(11);
        string[] Draw(int[] prompts, int perPrompt)
        {
            using var batch = policy.Draw(prompts, perPrompt, new SeedStream(seed.Key));
            Assert.Equal(prompts.SelectMany(p => Enumerable.Repeat(p, perPrompt)), batch.Prompts);
            return [.. Enumerable.Range(0, batch.Count).Select(b => string.Join(' ', TokenPolicy.AnswerOf(batch, b)))];
        }
        var together = Draw([0, 1, 2, 3], 3);
        var turned = Draw([3, 0], 3);
        Assert.Equal(together[9..12], turned[..3]);
        Assert.Equal(together[..3], turned[3..]);
        Assert.Equal(together[..3], Draw([0, 0, 0], 1));
        Assert.True(Draw([0, 1, 2, 3], 20).Distinct().Count() > 20);
    }

    [Fact]
    public void Samples_end_with_the_end_token_or_at_the_limit_and_the_mask_holds_just_them()
    {
        using var policy = Policy(new() { MaxAnswer = 8, End = End, Pad = 7 });
        using var batch = policy.Draw([0, 1, 2, 3], 25, new SeedStream(12));
        long[] values = batch.Values.data<long>().ToArray();
        bool[] mask = batch.Mask!.data<bool>().ToArray();
        int width = (int)batch.Values.shape[1], ended = 0;
        for (int b = 0; b < batch.Count; b++)
        {
            int[] prompt = Prompts[batch.Prompts[b]].Ids, answer = TokenPolicy.AnswerOf(batch, b);
            Assert.Equal(prompt.Select(p => (long)p), values.AsSpan(b * width, prompt.Length).ToArray());
            Assert.True(answer.Length == 8 || answer[^1] == End);
            Assert.DoesNotContain(End, answer[..^1]);
            for (int i = 0; i < width; i++)
            {
                Assert.Equal(i >= prompt.Length && i < prompt.Length + answer.Length, mask[b * width + i]);
                if (i >= prompt.Length + answer.Length) Assert.Equal(7, values[b * width + i]);
            }
            if (answer.Length < 8) ended++;
        }
        Assert.InRange(ended, 1, 99);
    }

    [Fact]
    public void Sampled_shares_are_the_probabilities_at_the_samplings_temperature()
    {
        const int count = 4000;
        using var policy = Policy(new() { MaxAnswer = 1, Temperature = 0.4 });
        using var batch = policy.Draw([1], count, new SeedStream(13));
        var said = Enumerable.Range(0, count).Select(b => TokenPolicy.AnswerOf(batch, b)[0]).ToArray();
        for (int token = 0; token < Words; token++)
        {
            using var one = policy.Batch((1, [token]));
            double chance = Math.Exp(LogProb(policy, one)[0]), share = said.Count(t => t == token) / (double)count;
            Assert.InRange(share - chance, -5 * Math.Sqrt(chance * (1 - chance) / count) - 1e-3, 5 * Math.Sqrt(chance * (1 - chance) / count) + 1e-3);
        }
    }

    [Fact]
    public void The_greedy_answer_is_the_most_likely_token_every_time()
    {
        using var policy = Policy(new() { MaxAnswer = 6, End = End });
        using var batch = policy.Greedy([2, 3, 1]);
        for (int b = 0; b < 3; b++)
        {
            int[] answer = TokenPolicy.AnswerOf(batch, b);
            for (int at = 0; at < answer.Length; at++)
            {
                double Chance(int token)
                {
                    using var one = policy.Batch((batch.Prompts[b], [.. answer[..at], token]));
                    return LogProb(policy, one)[0];
                }
                Assert.All(Enumerable.Range(0, Words), token => Assert.True(Chance(token) <= Chance(answer[at]) + 1e-5));
            }
        }
    }

    [Fact]
    public void Allowed_answers_share_all_probability()
    {
        var net = Tiny;
        using var policy = new TokenPolicy(parameters, net, [new(2, 3) { Answers = [4, 6] }, new(2, 3)], new() { MaxAnswer = 1 });
        using var batch = policy.Batch((0, [4]), (0, [6]), (0, [5]), (1, [4]));
        double[] got = LogProb(policy, batch);
        Assert.Equal(1, Math.Exp(got[0]) + Math.Exp(got[1]), 1e-5);
        Assert.Equal(double.NegativeInfinity, got[2]);
        Assert.True(got[3] < got[0]);
        using var drawn = policy.Draw([0], 200, new SeedStream(3));
        Assert.All(Enumerable.Range(0, 200), b => Assert.Contains(TokenPolicy.AnswerOf(drawn, b)[0], new[] { 4, 6 }));
    }

    [Fact]
    public void Latents_stand_in_their_slots_and_teach_the_projector()
    {
        using var scope = NewDisposeScope();
        using var store = DecoderNet.Declare(new ParameterStore(new SeedStream(7)), Tiny).AddLinear("projector", 3, Tiny.Width);
        TokenPrompt With(params float[] latents) => new(2, 0, 0, 4) { Slots = [1, 2], Latents = latents };
        using var policy = new TokenPolicy(store, Tiny, [With(1, 2, 3, 4, 5, 6), With(1, 2, 3, 4, 5, 7)], new() { MaxAnswer = 2, Projector = "projector" });
        using var batch = policy.Batch((0, [3, 4]), (1, [3, 4]));
        var (values, gradient) = Backward(policy, batch);
        Assert.NotEqual(values[0], values[1], 1e-4);
        Assert.True(store["projector.weight"].grad!.abs().max().item<float>() > 0);
        // The token whose place a latent took is not read.
        batch.Values.narrow(1, 1, 2).fill_(8);
        Assert.Equal(values[0], LogProb(policy, batch)[0], 1e-6);
    }

    [Fact]
    public void Frozen_weights_give_their_own_log_probability_and_take_no_gradient()
    {
        using var scope = NewDisposeScope();
        using var policy = Policy(new() { MaxAnswer = 4, End = End });
        using var batch = policy.Batch((0, [4, End]), (1, [3, End]));
        using var frozen = parameters.Clone();
        double[] before = LogProb(policy, batch);
        parameters.Values.mul_(0.5);
        Assert.NotEqual(before[0], LogProb(policy, batch)[0], 1e-3);
        var old = policy.LogProb(batch, frozen);
        Assert.False(old.requires_grad);
        Assert.Equal(before[0], old[0].item<float>(), 1e-6);
    }

    [Fact]
    public void Neither_draws_nor_gradients_leave_tensors_behind()
    {
        using var policy = Policy(new() { MaxAnswer = 6, End = End });
        var counts = new List<long>();
        for (int i = 0; i < 4; i++)
        {
            using (var batch = policy.Draw([0, 1], 4, new SeedStream((ulong)i))) Backward(policy, batch).Gradient.Dispose();
            if (i > 0) counts.Add(Tensor.TotalCount);
        }
        Training.LiveTensors.RequireNoGrowth(counts);
    }

    [Fact]
    public void Prompts_that_do_not_fit_are_refused()
    {
        void Refused(string part, TokenPrompt prompt, TokenPolicyOptions? options = null)
        {
            var error = Assert.Throws<ForewarnException>(() => new TokenPolicy(parameters, Tiny, [prompt], options ?? new() { MaxAnswer = 4 }));
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }
        Refused("no token", new TokenPrompt());
        Refused("not in the vocabulary", new TokenPrompt(Words));
        Refused("not in the vocabulary", new TokenPrompt(1) { Answers = [-1] });
        Refused("no allowed answer", new TokenPrompt(1) { Answers = [] });
        Refused("30 to answer", new TokenPrompt(1), new() { MaxAnswer = 30 });
        Refused("outside of the prompt", new TokenPrompt(1) { Slots = [1] });
        Refused("15 latent numbers", new TokenPrompt(1, 0) { Slots = [1], Latents = new float[15] });
        Refused("temperature 0", new TokenPrompt(1), new() { Temperature = 0 });
    }

    [Fact]
    public void A_batch_without_a_decision_is_refused()
    {
        using var policy = Policy(new() { MaxAnswer = 4 });
        using var batch = policy.Batch((0, [4, 3]), (1, [3, 3]));
        batch.Mask![1] = false;
        Assert.Throws<ForewarnException>(() => LogProb(policy, batch));
        Assert.Throws<ForewarnException>(() => LogProb(policy, new SampleBatch(batch.Prompts, batch.Values)));
    }

    private static ParameterStore Store(ulong seed)
    {
        var store = DecoderNet.Declare(new ParameterStore(new SeedStream(seed)), Tiny);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        // Larger embeddings, so that tokens differ in probability.
        store["embed.weight"].mul_(6);
        return store;
    }

    private TokenPolicy Policy(TokenPolicyOptions options) => new(parameters, Tiny, Prompts, options);

    private static double[] LogProb(TokenPolicy policy, SampleBatch batch)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        return Doubles(policy.LogProb(batch, policy.Parameters));
    }

    private static double[] Doubles(Tensor values) => [.. values.detach().data<float>().ToArray().Select(v => (double)v)];

    private static (double[] Values, Tensor Gradient) Backward(TokenPolicy policy, SampleBatch batch)
    {
        using var scope = NewDisposeScope();
        policy.Parameters.ZeroGradients();
        double[] values = [];
        ((IPreferencePolicy)policy).Backward(batch, p =>
        {
            values = Doubles(p);
            return p.square().sum();
        });
        return (values, policy.Parameters.Gradients.clone().MoveToOuterDisposeScope());
    }

    private double OneByOne((int Prompt, int[] Answer) sample, double temperature)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var net = new DecoderNet(parameters, Tiny);
        var ids = Prompts[sample.Prompt].Ids.Select(i => (long)i).ToList();
        double sum = 0;
        foreach (int token in sample.Answer)
        {
            var last = net.Logits(net.Forward(net.Embed(tensor(ids.ToArray(), 1, ids.Count))))[0, ids.Count - 1];
            var logits = last.data<float>().ToArray().Select(l => l / temperature).ToArray();
            sum += logits[token] - Math.Log(logits.Sum(Math.Exp));
            ids.Add(token);
        }
        return sum;
    }
}
