using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Learning.Verifiers.Alignment;
using Forewarn.Recording.SafeTensors;
using Forewarn.Verifier;
using Forewarn.Verifier.Hub;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Verifiers.Alignment;

public sealed class LanguageModelTests
{
    private static readonly int[][] s_prompts = [[5, 17, 200, 40, 41], [9], [.. Enumerable.Range(30, 60)]];

    [Theory]
    [InlineData("llama")]
    [InlineData("qwen2")]
    [InlineData("smolvlm")]
    public void Logits_from_sharded_weights_equal_those_of_an_independent_loop_and_of_the_exported_graphs(string family)
    {
        using var model = new TinyLanguageModel(family);
        var wanted = model.Peer(s_prompts);
        var size = LanguageModelConfig.Read(model.Path, 128);
        using var frozen = FrozenWeights.Load(model.Path, size);
        using var net = new DecoderNet(frozen, size);
        string exported = System.IO.Path.Combine(model.Path, "exported");
        AlignmentExporter.WriteDecoder(exported, model.Path, frozen, size);
        using var decoder = HubDecoder.Open(exported);
        using var cache = DecoderCache.Of(decoder.Model, 128);
        for (int p = 0; p < s_prompts.Length; p++)
        {
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            float[] torchs = Logits(net, s_prompts[p]), graphs = cache.Append(0, s_prompts[p], default).ToArray();
            for (int v = 0; v < wanted[p].Length; v++)
            {
                Assert.Equal(wanted[p][v], torchs[v], 1e-4);
                Assert.Equal(wanted[p][v], graphs[v], 1e-4);
            }
        }
    }

    [Fact]
    public void Half_precision_keeps_the_order_of_what_is_far_apart()
    {
        using var model = new TinyLanguageModel("llama");
        var size = LanguageModelConfig.Read(model.Path, 128);
        using var frozen = FrozenWeights.Load(model.Path, size, ScalarType.BFloat16);
        using var net = new DecoderNet(frozen, size);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var wanted = model.Peer(s_prompts);
        for (int p = 0; p < s_prompts.Length; p++)
        {
            float[] found = Logits(net, s_prompts[p]);
            double spread = wanted[p].Max() - wanted[p].Min();
            for (int v = 0; v < found.Length; v++) Assert.Equal(wanted[p][v], found[v], 0.04 * spread);
        }
    }

    [Fact]
    public void Adapters_begin_as_nothing_and_merge_into_what_they_do()
    {
        using var model = new TinyLanguageModel("qwen2");
        var size = LanguageModelConfig.Read(model.Path, 128);
        using var frozen = FrozenWeights.Load(model.Path, size);
        var lora = new LoraOptions { Rank = 3, Alpha = 6, Targets = ["q", "v", "o", "up", "down"] };
        using var adapters = LoraWeights.Declare(new ParameterStore(new SeedStream(1)), lora, size);
        var weights = new LoraWeights(frozen, adapters, lora, size);
        using var plain = new DecoderNet(frozen, size);
        using var adapted = new DecoderNet(weights, size);
        using var scope = NewDisposeScope();
        using (no_grad()) Assert.Equal(Logits(plain, s_prompts[0]), Logits(adapted, s_prompts[0]));
        var stream = new SeedStream(2);
        foreach (string name in adapters.Names.Where(n => n.EndsWith("lora_b", StringComparison.Ordinal)))
        {
            var values = new float[adapters.ShapeOf(name).Aggregate(1L, (a, b) => a * b)];
            stream.FillNormal(values);
            adapters.Import(name, [.. values.Select(v => 0.1f * v)]);
        }
        using var guard = no_grad();
        float[] found = Logits(adapted, s_prompts[0]);
        Assert.Contains(found.Zip(Logits(plain, s_prompts[0])), p => Math.Abs(p.First - p.Second) > 0.1);
        string exported = System.IO.Path.Combine(model.Path, "exported");
        AlignmentExporter.WriteDecoder(exported, model.Path, weights, size);
        using var decoder = HubDecoder.Open(exported);
        using var cache = DecoderCache.Of(decoder.Model, 16);
        var graphs = cache.Append(0, s_prompts[0], default);
        for (int v = 0; v < found.Length; v++) Assert.Equal(found[v], graphs[v], 1e-4);
    }

    [Fact]
    public void A_missing_shard_is_named()
    {
        using var model = new TinyLanguageModel("llama");
        File.Delete(model.At("model-00002-of-00002.safetensors"));
        Assert.Contains("model-00002-of-00002", Refusal(model));
    }

    [Fact]
    public void Another_element_type_is_refused()
    {
        using var model = new TinyLanguageModel("llama");
        model.Replace(t => t.Name.Contains("q_proj", StringComparison.Ordinal) ? new(t.Name, TensorDtype.I32, t.Shape, t.Bytes) : t);
        string message = Refusal(model);
        Assert.Contains("q_proj", message);
        Assert.Contains("I32", message);
    }

    [Fact]
    public void A_shape_that_the_configuration_does_not_have_is_refused()
    {
        using var model = new TinyLanguageModel("llama");
        model.Replace(t => t.Name.EndsWith("down_proj.weight", StringComparison.Ordinal) ? new(t.Name, t.Dtype, [.. t.Shape.Reverse()], t.Bytes) : t);
        string message = Refusal(model);
        Assert.Contains("[48, 64]", message);
        Assert.Contains("[64, 48]", message);
    }

    [Fact]
    public void Too_little_memory_is_said_before_anything_is_read()
    {
        using var model = new TinyLanguageModel("llama");
        var error = Assert.Throws<ForewarnException>(() => FrozenWeights.Load(model.Path, LanguageModelConfig.Read(model.Path, 64), memory: 1000));
        Assert.Equal(ExitCode.Environment, error.ExitCode);
    }

    [Fact]
    public void A_model_of_another_kind_is_refused()
    {
        using var model = new TinyLanguageModel("llama");
        File.WriteAllText(model.At("config.json"), """{"model_type": "mamba", "hidden_size": 64}""");
        Assert.Contains("'mamba'", Assert.Throws<ForewarnException>(() => LanguageModelConfig.Read(model.Path, 64)).Message);
    }

    private static float[] Logits(DecoderNet net, int[] ids)
    {
        using var scope = NewDisposeScope();
        var hidden = net.Forward(net.Embed(tensor(ids.Select(i => (long)i).ToArray(), 1, ids.Length)));
        return net.Logits(hidden.narrow(1, ids.Length - 1, 1)).to_type(ScalarType.Float32).data<float>().ToArray();
    }

    private static string Refusal(TinyLanguageModel model) =>
        Assert.Throws<ForewarnException>(() => FrozenWeights.Load(model.Path, LanguageModelConfig.Read(model.Path, 64))).Message;
}
