using System.Text.Json;
using Forewarn.Inference;
using Forewarn.Learning.Tests.Verifiers;
using Forewarn.Learning.Tests.Verifiers.Alignment;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers.Alignment;
using Forewarn.Verifier;
using Forewarn.Verifier.Chat;
using Forewarn.Verifier.Hub;

namespace Forewarn.Lab.Tests.Quantization;

/// <summary><c>export aligned --precision int8</c> on a projector trained for a tiny language model.</summary>
public sealed class ExportAlignedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-aligned-").FullName;

    [Fact]
    public async Task An_int8_decoder_is_written_with_what_the_gate_measured_and_narrates()
    {
        using var model = new TinyLanguageModel("smolvlm", gain: 1);
        string to = Path.Combine(_folder, "tiny");
        var run = (await LabRun.Of("export", "aligned", Run(model), "--model", model.Path, "--to", to, "--precision", "int8")).Done();
        Assert.Contains("decoder_precision=int8", run.Output, StringComparison.Ordinal);
        Assert.Contains("int8: logits move by 0.0", run.Output, StringComparison.Ordinal);
        using var figures = JsonDocument.Parse(File.ReadAllText(Path.Combine(to + "-decoder", "int8-parity.json")));
        Assert.InRange(figures.RootElement.GetProperty("largest").GetDouble(), 1e-5, 0.02);
        Assert.InRange(figures.RootElement.GetProperty("answers").GetInt32(), 5, 400);
        Assert.Empty(Directory.GetFiles(Path.Combine(to + "-decoder", "onnx"), "decoder_model_merged.onnx*"));

        using var package = ModelPackage.Load(to);
        using var decoder = HubDecoder.Open(to + "-decoder", "int8");
        using var narrator = new ChatNarrator(new ChatVerifier(package, decoder));
        Assert.Equal(2, (await narrator.NarrateAsync(new(new float[2 * 4 * 6], new float[2 * 4], 2, 4, 6), default)).Count);
    }

    [Fact]
    public async Task A_decoder_that_eight_bits_change_too_much_is_refused_and_nothing_is_written()
    {
        using var model = new TinyLanguageModel("qwen2", gain: 4);
        string to = Path.Combine(_folder, "wide"), folder = Run(model);
        var refused = await LabRun.Of("export", "aligned", folder, "--model", model.Path, "--to", to, "--precision", "int8");
        Assert.Equal(1, refused.Exit);
        Assert.Contains("Nothing is written: stay with floats.", refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.GetFileSystemEntries(_folder, "wide*"));
        (await LabRun.Of("export", "aligned", folder, "--model", model.Path, "--to", to)).Done();
        (await LabRun.Of("export", "aligned", folder, "--model", model.Path, "--to", to, "--precision", "int4")).Refused("int4");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A run folder as <c>train align</c> leaves it.</summary>
    private string Run(TinyLanguageModel model)
    {
        var size = LanguageModelConfig.Read(model.Path, 256);
        using var frozen = FrozenWeights.Load(model.Path, size);
        var words = TextTokenizer.Parse(File.ReadAllBytes(model.At("tokenizer.json")));
        string folder = Path.Combine(_folder, "run-" + Path.GetFileName(model.Path));
        var options = new AlignmentOptions { Stage = AlignmentStage.Projector, Rows = 2, EvaluationRows = 4, NarrationTokens = 6 };
        AlignmentTraining.Run(
            options, new() { Steps = 2, LearningRate = 1e-3, WarmupSteps = 1, LogEvery = 1, CheckpointEvery = 100 }, size, frozen,
            new([.. words.EncodePrompt("<begin><u>")], [.. words.EncodePrompt("what?</u><a>")], 0, words.Encode, words.Decode),
            SyntheticLatents.Make(40, 4, 6, 5), RunFolder.At(folder));
        File.WriteAllText(Path.Combine(folder, "origin.json"), """
            {"provenance": {"command": "test", "seed": 1, "revision": "none", "dataSha256": "", "date": "2026-01-01"}, "data": [], "episodes": []}
            """);
        return folder;
    }
}
