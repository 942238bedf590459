using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Preferences.Verifiers;
using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Lab.Tests.Quantization;

/// <summary><c>export compact</c> on the shipped packages and on ones that it must refuse.</summary>
public sealed class CompactCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-compact-").FullName;

    [Theory]
    [InlineData("cup-world", "16")]
    [InlineData("cup-policy", "16")]
    [InlineData("cup-verifier", "16")]
    [InlineData("cup-outcome", "16")]
    [InlineData("cup-safety", "16")]
    [InlineData("cup-world", "8")]
    [InlineData("cup-policy", "8")]
    [InlineData("cup-verifier", "8")]
    public async Task A_shipped_package_takes_half_or_a_quarter_of_the_bytes_and_says_what_changed(string name, string bits)
    {
        string to = At(name);
        var run = (await LabRun.Of("export", "compact", name, "--to", to, "-n", "3", "--bits", bits)).Done();
        string from = Path.Combine(Home, "models", name);
        // Norms, biases, tables, manifest and words stay as they were.
        double least = bits == "8" ? 0.25 : 0.5;
        Assert.InRange(Bytes(to, "*.onnx") / (double)Bytes(from, "*.onnx"), least, least + 0.12);
        Assert.Contains(to, run.Output, StringComparison.Ordinal);
        string section = bits == "8" ? "## Weights in eight bits" : "## Weights in half precision";
        Assert.Contains(section, File.ReadAllText(Path.Combine(to, "MODELCARD.md")), StringComparison.Ordinal);
        using var before = ModelPackage.Load(from);
        using var after = ModelPackage.Load(to);
        Assert.Equal(before.Manifest.Metrics, after.Manifest.Metrics);
        Assert.Equal(before.Manifest.Settings.Keys, after.Manifest.Settings.Keys);
        Assert.Equal(before.Manifest.Action?.Names, after.Manifest.Action?.Names);
        Assert.Equal(before.Manifest.Cameras, after.Manifest.Cameras);
        Assert.Equal(Directory.GetFiles(from).Select(f => Path.GetFileName(f)).Order(), Directory.GetFiles(to).Select(f => Path.GetFileName(f)).Order());
    }

    [Theory]
    [InlineData("16", "half precision already")]
    [InlineData("8", "eight bits already")]
    public async Task A_package_may_replace_itself_once_and_can_still_be_tuned(string bits, string refusal)
    {
        string own = At("own");
        Copy(Path.Combine(Home, "models", "cup-verifier"), own);
        (await LabRun.Of("export", "compact", own, "--to", own, "-n", "1", "--bits", bits)).Done();
        using var run = VerifierPackageWeights.Load(own);
        using var wide = VerifierPackageWeights.Load(Path.Combine(Home, "models", "cup-verifier"));
        float[] found = run.Parameters.Export("layers.0.down.weight"), wanted = wide.Parameters.Export("layers.0.down.weight");
        if (bits == "16")
        {
            Assert.Equal([.. wanted.Select(w => (float)(Half)w)], found);
        }
        else
        {
            double missed = Math.Sqrt(found.Zip(wanted).Sum(p => Math.Pow(p.First - p.Second, 2)) / wanted.Sum(w => (double)w * w));
            Assert.InRange(missed, 1e-6, 0.02);
        }
        (await LabRun.Of("export", "compact", own, "--to", At("again"), "--bits", bits)).Refused("own", refusal);
        Assert.False(Directory.Exists(At("again")));
    }

    [Fact]
    public async Task What_half_precision_would_spoil_is_refused_and_nothing_is_written()
    {
        (await LabRun.Of("export", "compact", Package("huge", 1e6f), "--to", At("out"))).Refused("huge", "'w'", "1000000");
        // Rows that cancel up to what the rounding takes away.
        var spoiled = await LabRun.Of("export", "compact", Package("cancelled", 0.3f, cancel: true), "--to", At("out"));
        Assert.Equal(1, spoiled.Exit);
        Assert.Contains("'y' of graph 'classify' moves by", spoiled.Error, StringComparison.Ordinal);
        (await LabRun.Of("export", "compact", At("nowhere"), "--to", At("out"))).Refused("nowhere");
        (await LabRun.Of("export", "compact", "cup-world", "--to", At("out"), "-n", "0")).Refused("--draws");
        (await LabRun.Of("export", "compact", "cup-world", "--to", At("out"), "--bits", "4")).Refused("--bits", "16 or 8");
        Assert.False(Directory.Exists(At("out")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Home => Cli.CommandLine.Home.Find().Root;

    private string At(string name) => Path.Combine(_folder, name);

    private static long Bytes(string folder, string pattern) => Directory.GetFiles(folder, pattern).Sum(f => new FileInfo(f).Length);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    /// <summary>One product of 64 by 64; where it cancels, all weights are a value and its neighbor, with opposite signs.</summary>
    private string Package(string name, float value, bool cancel = false)
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, "N", 64);
        var ones = graph.MatMul(graph.Op("Sign", [graph.Op("Abs", ["x"])]), graph.Initializer("w", [.. Enumerable.Range(0, 64 * 64).Select(Weight)], 64, 64));
        graph.Output("y", ones, OnnxType.Float, "N", 64);
        ModelPackageWriter.Write(At(name), new ModelPackageContent
        {
            Kind = ModelKind.Classifier, Name = name, ModelCard = "# card\n", Training = new("none", 1, "none", "", "2026-01-01"),
            Graphs = [new("classify", "g.onnx", OnnxModel.ToBytes(graph), [new("x", "float", [-1, 64])], [new("y", "float", [-1, 64])])],
        });
        return At(name);

        float Weight(int i) => !cancel ? value : i / 64 % 2 == 0 ? value : -value * (1 + 1e-5f * (i % 7));
    }
}
