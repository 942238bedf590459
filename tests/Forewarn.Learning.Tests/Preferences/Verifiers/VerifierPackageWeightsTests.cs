using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Preferences.Verifiers;
using Forewarn.Learning.Verifiers;
using Forewarn.Onnx;
using Forewarn.Verifier;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences.Verifiers;

public sealed class VerifierPackageWeightsTests(ShippedVerifier shipped) : IClassFixture<ShippedVerifier>
{
    private const string Wish = "pick up the mug by the handle";

    private static readonly string[] Options = ["lifts the mug by the handle, slowly, upright.", "touches the mug but it slips away."];

    [Fact]
    public async Task Letters_have_the_packages_log_probabilities()
    {
        using var reader = new WishReader(shipped.Model);
        double[] want = (await reader.ScoreAsync(Wish, Options, [[0, 1]], default))[0];
        var writer = new PromptWriter(shipped.Run.Vocabulary);
        int[] answers = [PromptTokens.FirstLetter, PromptTokens.FirstLetter + 1, PromptTokens.None];
        using var policy = new TokenPolicy(
            shipped.Run.Parameters, shipped.Run.Decoder, [new(writer.Choice(Wish, Options)) { Answers = answers }], new() { MaxAnswer = 1 });
        using var batch = policy.Batch([.. answers.Select(a => (0, new[] { a }))]);
        double[] got = PairTask.LogProb(policy, batch, shipped.Run.Parameters);
        for (int i = 0; i < want.Length; i++) Assert.Equal(want[i], got[i], 1e-4);
    }

    [Fact]
    public void Logits_are_the_packages()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        const int rows = 3, length = 17, capacity = 32;
        var options = shipped.Run.Decoder;
        using var net = new DecoderNet(shipped.Run.Parameters, options);
        var embeds = net.Embed(randint(20, options.Vocabulary, [rows, length], dtype: ScalarType.Int64));
        var want = net.Logits(net.Forward(embeds)).select(1, -1).contiguous().view(-1).data<float>().ToArray();

        Inference.TensorBuffer[] cache = [.. Enumerable.Range(0, 2 * options.Layers)
            .Select(_ => new Inference.TensorBuffer(OnnxType.Float, rows, options.KvHeads, capacity, options.HeadSize))];
        using var binding = shipped.Package.Graph("decode").Bind(("B", rows), ("S", length), ("M", capacity));
        for (int i = 0; i < cache.Length; i++)
        {
            string name = $"{i / 2}.{(i % 2 == 0 ? "key" : "value")}";
            binding.Attach("past_key_values." + name, cache[i]).Attach("present." + name, cache[i]);
        }
        binding.Set<float>("inputs_embeds", embeds.contiguous().view(-1).data<float>().ToArray());
        binding.Input<int>("seqlens_k").Fill(length - 1);
        binding.Input<int>("total_sequence_length")[0] = length;
        binding.Run();
        var got = binding.Output<float>("logits").ToArray();
        Assert.Equal(want.Length, got.Length);
        double scale = want.Max(v => Math.Abs(v));
        for (int i = 0; i < want.Length; i++) Assert.Equal(0, (want[i] - got[i]) / scale, 1e-4);
        foreach (var buffer in cache) buffer.Dispose();
    }

    [Fact]
    public async Task Greedy_answers_to_latents_are_the_packages_narrations()
    {
        var form = shipped.Run.Latents!;
        var values = new float[3 * form.Steps * form.Size];
        var draw = new SeedStream(5);
        for (int i = 0; i < values.Length; i++)
            values[i] = form.Stats.Mean[i % form.Size] + form.Stats.Std[i % form.Size] * (float)draw.NextNormal();
        var rollout = new LatentRollout(values, new float[3 * form.Steps], 3, form.Steps, form.Size);
        using var narrator = new LatentNarrator(shipped.Model);
        var want = await narrator.NarrateAsync(rollout, default);

        var lessons = new VerifierLessons(shipped.Run, [], [.. Enumerable.Range(0, 3).Select(k => new NarrationPair(rollout.Mode(k).ToArray(), "a", "b"))]);
        using var policy = new TokenPolicy(shipped.Run.Parameters, shipped.Run.Decoder, [.. lessons.All.Select(l => l.Prompt)],
            new() { MaxAnswer = 24, End = PromptTokens.End, Projector = "projector", Reduction = LogProbReduction.Mean });
        using var said = policy.Greedy([0, 1, 2]);
        double[] logProb = PairTask.LogProb(policy, said, shipped.Run.Parameters);
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(want[k].Text, shipped.Run.Vocabulary.Decode(TokenPolicy.AnswerOf(said, k)).Trim());
            Assert.Equal(want[k].LogProbability, logProb[k], 1e-4);
        }
    }

    [Fact]
    public void A_package_written_from_the_weights_has_the_same_graphs()
    {
        string folder = Directory.CreateTempSubdirectory("forewarn-tuned").FullName;
        try
        {
            VerifierExporter.Write(folder, shipped.Run, new() { Training = shipped.Package.Manifest.Training });
            foreach (string graph in new[] { "decoder.onnx", "embed_tokens.onnx", "projector.onnx", "tokenizer.json", "stats.json" })
                Assert.Equal(File.ReadAllBytes(Path.Combine(shipped.Folder, graph)), File.ReadAllBytes(Path.Combine(folder, graph)));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void Damage_and_other_packages_are_refused()
    {
        Assert.Contains("no manifest.json", Refused(Path.GetTempPath()), StringComparison.Ordinal);
        Assert.Contains("kind 'policy'", Refused(Path.Combine(shipped.Folder, "..", "cup-policy")), StringComparison.Ordinal);
        string folder = Directory.CreateTempSubdirectory("forewarn-damaged").FullName;
        foreach (string file in Directory.GetFiles(shipped.Folder)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var bytes = File.ReadAllBytes(Path.Combine(folder, "decoder.onnx"));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, "decoder.onnx"), bytes);
        Assert.Contains("another decoder.onnx", Refused(folder), StringComparison.Ordinal);
        Directory.Delete(folder, true);
    }

    private static string Refused(string folder) => Assert.Throws<ForewarnException>(() => VerifierPackageWeights.Load(folder)).Message;
}
