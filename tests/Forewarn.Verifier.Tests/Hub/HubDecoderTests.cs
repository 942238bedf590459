using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Verifier.Hub;
using Forewarn.Verifier.Tests.Decoders;
using Microsoft.ML.OnnxRuntime;

namespace Forewarn.Verifier.Tests.Hub;

public sealed class HubDecoderTests : IDisposable
{
    private readonly HubModelFolder _folder = new(TinyLayout.All[0]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_opens_with_weights_beside_the_graph()
    {
        using var decoder = HubDecoder.Open(_folder.Path);
        Assert.Equal((TinyDecoder.Width, HubModelFolder.Vocabulary, TinyDecoder.Reach), (decoder.Model.Width, decoder.Model.Vocabulary, decoder.Model.MaxTokens));
        Assert.Equal([0], decoder.Language.Config.EndTokens);
        Assert.Equal(1, decoder.Language.Config.ImageToken);
        Assert.NotNull(decoder.Language.Template);
        using var beside = DecoderCache.Of(decoder.Model, 16);
        using var inside = new LoadedDecoder(_folder.Tiny, TinyLayout.All[0], 50);
        using var whole = DecoderCache.Of(inside.Model, 16);
        Assert.Equal(whole.Append(0, [9, 8, 7], default).ToArray(), beside.Append(0, [9, 8, 7], default).ToArray());
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("onnx/embed_tokens.onnx")]
    [InlineData("onnx/decoder_model_merged.onnx")]
    [InlineData("onnx/decoder_model_merged.onnx_data")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(_folder.At(file));
        Assert.Contains(Path.GetFileNameWithoutExtension(file), Refusal());
    }

    [Fact]
    public void Weights_that_break_off_are_refused_with_both_sizes()
    {
        string data = _folder.At("onnx/decoder_model_merged.onnx_data");
        byte[] whole = File.ReadAllBytes(data);
        File.WriteAllBytes(data, whole[..100]);
        string message = Refusal();
        Assert.Contains("with 100 bytes", message);
        Assert.Contains($"{whole.Length} bytes", message);
    }

    [Fact]
    public void Too_little_memory_is_said_before_anything_is_loaded()
    {
        var error = Assert.Throws<ForewarnException>(() => HubDecoder.Open(_folder.Path, memory: 1000));
        Assert.Equal(ExitCode.Environment, error.ExitCode);
        Assert.Contains("GB", error.Message);
    }

    [Fact]
    public void The_cache_counts_too()
    {
        long files = Directory.GetFiles(_folder.At("onnx")).Sum(f => new FileInfo(f).Length);
        var error = Assert.Throws<ForewarnException>(() => HubDecoder.Open(_folder.Path, rows: 1000, tokens: 100_000, memory: files + 1000));
        Assert.Contains("with its cache", error.Message);
        // Two layers of keys and values, two heads of 16 floats, past and present.
        using var decoder = HubDecoder.Open(_folder.Path);
        Assert.Equal(2L * 2 * 2 * 2 * 16 * sizeof(float) * 10 * 3, HubDecoder.CacheBytes(decoder.Model, tokens: 10, rows: 3));
    }

    [Theory]
    [InlineData(Device.Cuda, 0)]
    [InlineData(Device.Auto, 0)]
    [InlineData(Device.Cuda, 6)]
    [InlineData(Device.Auto, 7)]
    public void Without_the_accelerator_it_says_so_in_one_line_and_runs_on_the_cpu(Device device, int layout)
    {
        Assert.SkipWhen(OrtEnv.Instance().GetAvailableProviders().Any(p => p.StartsWith("CUDA", StringComparison.Ordinal)), "this build contains CUDA");
        using var folder = new HubModelFolder(TinyLayout.All[layout]);
        var lines = new List<string>();
        using var wanted = HubDecoder.Open(folder.Path, options: new() { Report = lines.Add });
        Assert.Empty(lines);
        using var found = HubDecoder.Open(folder.Path, options: new() { Device = device, Report = lines.Add });
        string line = Assert.Single(lines);
        Assert.StartsWith($"decoder '{Path.GetFileName(folder.Path)}', accelerator: requested {device.ToString().ToLowerInvariant()}; ", line);
        Assert.Contains("CUDA: this build of ONNX Runtime does not contain it; in use: CPU", line);
        using var left = DecoderCache.Of(wanted.Model, 16);
        using var right = DecoderCache.Of(found.Model, 16);
        Assert.Equal(left.Append(0, [9, 8, 7], default).ToArray(), right.Append(0, [9, 8, 7], default).ToArray());
        var refused = Assert.Throws<ForewarnException>(() => HubDecoder.Open(folder.Path, options: new() { Device = device, RequireAccelerator = true }));
        Assert.Equal(ExitCode.Environment, refused.ExitCode);
    }

    [Fact]
    public void A_tokenizer_that_does_not_fit_the_embedding_is_refused()
    {
        _folder.Change("tokenizer.json", t => t["added_tokens"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["id"] = 4000, ["content"] = "<late>" }));
        Assert.Contains("4001 tokens in the tokenizer", Refusal());
    }

    [Fact]
    public void A_vocabulary_that_does_not_fit_the_logits_is_refused()
    {
        _folder.Change("config.json", c => c["text_config"]!["vocab_size"] = 99);
        Assert.Contains("99 tokens in the configuration", Refusal());
    }

    [Fact]
    public void A_template_that_does_not_parse_is_refused_by_file_and_line()
    {
        _folder.Change("tokenizer_config.json", c => c["chat_template"] = "one\n{% if x %}");
        string message = Refusal();
        Assert.Contains("tokenizer_config.json", message);
        Assert.Contains("line 2", message);
    }

    [Fact]
    public void A_precision_that_is_not_there_gets_the_nearest()
    {
        File.Copy(_folder.At("onnx/decoder_model_merged.onnx"), _folder.At("onnx/decoder_model_merged_q4.onnx"));
        string message = Assert.Throws<ForewarnException>(() => HubDecoder.Open(_folder.Path, "q8")).Message;
        Assert.Contains("full, q4", message);
        Assert.Contains("Did you mean 'q4'?", message);
    }

    [Fact]
    public void A_damaged_graph_is_no_graph()
    {
        File.WriteAllText(_folder.At("onnx/decoder_model_merged.onnx"), "no graph at all");
        Assert.Contains("an ONNX graph", Refusal());
    }

    private string Refusal() => Assert.Throws<ForewarnException>(() => HubDecoder.Open(_folder.Path)).Message;
}
