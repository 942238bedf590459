using System.Text;
using System.Text.Json.Nodes;
using Forewarn.Core;
using Forewarn.Onnx;

namespace Forewarn.Inference.Tests;

public sealed class ModelPackageTests : IDisposable
{
    private readonly PackageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ForewarnException Refused(string? kind = null)
    {
        var error = Assert.Throws<ForewarnException>(() => ModelPackage.Load(_folder.Path, kind));
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("   at ", error.Message);
        return error;
    }

    [Fact]
    public void A_sound_package_loads_and_computes()
    {
        using var package = ModelPackage.Load(_folder.Path, ModelKind.Classifier);
        using var binding = package.Graph("classify").Bind(("N", 1)).Set<float>("x", [1, 2, 3]);
        binding.Run();
        Assert.Equal([14.5f, 31.5f], binding.Output<float>("y").ToArray());
        Assert.Equal(2f, package.Stats["x"].Std[2]);
        Assert.True(package.Manifest.Action!.Matches(_folder.Manifest.Action!));
    }

    [Fact]
    public void Manifests_survive_the_round_trip() =>
        Assert.Equal(ManifestJson.Write(_folder.Manifest),
            ManifestJson.Write(ManifestJson.ReadManifest(ManifestJson.Write(_folder.Manifest), "manifest.json")));

    [Fact]
    public void Settings_are_read_by_key_and_type()
    {
        using var package = ModelPackage.Load(_folder.Path);
        Assert.Equal(4, package.Integer("steps"));
        Assert.Equal(2.5, package.Number("rateHz"));
        Assert.Equal("base", package.Text("frame"));
        Assert.Equal(["left", "right"], package.Texts("classes"));
        var missing = Assert.Throws<ForewarnException>(() => package.Integer("width"));
        Assert.Contains("settings.width: found no such key", missing.Message);
        var wrong = Assert.Throws<ForewarnException>(() => package.Integer("rateHz"));
        Assert.Contains("settings.rateHz: found 2.5, wanted an integer", wrong.Message);
        Assert.Throws<ForewarnException>(() => package.Text("steps"));
        Assert.Throws<ForewarnException>(() => package.Texts("frame"));
        Assert.Contains("classify", Assert.Throws<ForewarnException>(() => package.Graph("imagine")).Message);
    }

    [Fact]
    public void Missing_folder()
    {
        var error = Assert.Throws<ForewarnException>(() => ModelPackage.Load(_folder.At("nowhere")));
        Assert.Contains("no such folder", error.Message);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("stats.json")]
    [InlineData("affine.onnx")]
    public void Missing_file(string file)
    {
        File.Delete(_folder.At(file));
        Assert.Contains($"{file}: found no such file", Refused().Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("{\"format\": 3}")]
    public void A_manifest_that_is_not_one(string text)
    {
        _folder.Write("manifest.json", Encoding.UTF8.GetBytes(text));
        Assert.Contains("manifest.json", Refused().Message);
    }

    [Fact]
    public void Another_format()
    {
        _folder.Write(_folder.Manifest with { Format = "forewarn-model/2" });
        Assert.Contains("format: found 'forewarn-model/2', wanted 'forewarn-model/1'", Refused().Message);
        var json = _folder.Json.AsObject();
        json.Remove("format");
        _folder.Write(json);
        Assert.Contains("format: found no such key", Refused().Message);
    }

    [Theory]
    [InlineData("kind")]
    [InlineData("name")]
    [InlineData("graphs")]
    [InlineData("statsSha256")]
    [InlineData("training")]
    public void A_missing_key_is_named(string key)
    {
        var json = _folder.Json.AsObject();
        json.Remove(key);
        _folder.Write(json);
        Assert.Contains($"'{key}'", Refused().Message);
    }

    [Fact]
    public void Kinds()
    {
        Assert.Contains("kind: found 'classifier', wanted 'policy'", Refused(ModelKind.Policy).Message);
        _folder.Write(_folder.Manifest with { Kind = "oracle" });
        Assert.Contains("'oracle'", Refused().Message);
    }

    [Fact]
    public void A_truncated_graph_fails_its_hash()
    {
        _folder.Write("affine.onnx", _folder.Model[..^20]);
        string message = Refused().Message;
        Assert.Contains($"affine.onnx: SHA-256 of {_folder.Model.Length - 20} bytes", message);
        Assert.Contains("graphs[classify].sha256", message);
    }

    [Fact]
    public void One_flipped_bit_fails_the_hash()
    {
        byte[] model = [.. _folder.Model];
        model[model.Length / 2] ^= 1;
        _folder.Write("affine.onnx", model);
        Assert.Contains("damaged", Refused().Message);
    }

    [Fact]
    public void Graphs_written_broken_are_refused_wherever_they_break_off()
    {
        for (int length = 0; length < _folder.Model.Length; length += 11)
        {
            _folder.WriteModel(_folder.Model[..length]);
            try
            {
                // A cut exactly behind the graph only loses the list of operator sets, which may still load.
                using var package = ModelPackage.Load(_folder.Path);
            }
            catch (ForewarnException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
        }
        _folder.WriteModel("not a model at all, but long enough to look like one"u8.ToArray());
        Assert.Contains("graph 'affine/classify'", Refused().Message);
    }

    [Fact]
    public void The_graph_must_be_what_the_manifest_says()
    {
        void Edit(Func<GraphManifest, GraphManifest> edit) =>
            _folder.Write(_folder.Manifest with { Graphs = [edit(_folder.Manifest.Graphs[0])] });
        Edit(g => g with { Inputs = [g.Inputs[0] with { Shape = [-1, 4] }] });
        Assert.Contains("graphs[classify].inputs[x].shape: found [-1, 4], wanted [-1, 3]", Refused().Message);
        Edit(g => g with { Inputs = [g.Inputs[0] with { Shape = [1, 3] }] });
        Assert.Contains("found [1, 3], wanted [-1, 3]", Refused().Message);
        Edit(g => g with { Outputs = [g.Outputs[0] with { Type = "int64" }] });
        Assert.Contains("graphs[classify].outputs[y].type: found 'int64', wanted 'float'", Refused().Message);
        Edit(g => g with { Inputs = [g.Inputs[0] with { Name = "state" }] });
        Assert.Contains("graphs[classify].inputs: found state, wanted 'x'", Refused().Message);
        Edit(g => g with { Outputs = [.. g.Outputs, new("extra", "float", [1])] });
        Assert.Contains("graphs[classify].outputs: found 'extra'", Refused().Message);
        Edit(g => g with { Inputs = [] });
        Assert.Contains("graphs[classify].inputs: found nothing", Refused().Message);
        Edit(g => g with { File = "../affine.onnx" });
        Assert.Contains("a file name inside the package folder", Refused().Message);
        _folder.Write(_folder.Manifest with { Graphs = [] });
        Assert.Contains("graphs: found none", Refused().Message);
        _folder.Write(_folder.Manifest with { Graphs = [_folder.Manifest.Graphs[0], _folder.Manifest.Graphs[0]] });
        Assert.Contains("'classify' twice", Refused().Message);
    }

    [Fact]
    public void Statistics_are_hashed_and_checked()
    {
        _folder.Write("stats.json", [.. _folder.Stats, (byte)'\n']);
        Assert.Contains("statsSha256", Refused().Message);
        foreach (var (text, hint) in new[]
        {
            ("{\"x\": {\"mean\": [1], \"std\": [1, 2]}}", "1 means and 2 deviations"),
            ("{\"x\": {\"mean\": [1], \"std\": [0]}}", "not positive"),
            ("{\"x\": {\"mean\": [1]}}", "'std'"),
            ("{\"x\": null}", "null"),
            ("[1]", "stats.json"),
        })
        {
            byte[] json = Encoding.UTF8.GetBytes(text);
            _folder.Write("stats.json", json);
            _folder.Write(_folder.Manifest with { StatsSha256 = PackageFolder.Sha256(json) });
            Assert.Contains(hint, Refused().Message);
        }
    }

    /// <summary>Every node of the manifest, removed or replaced: refused in words, or harmless.</summary>
    [Fact]
    public void No_edit_of_the_manifest_escapes_as_a_raw_error()
    {
        string original = _folder.Json.ToJsonString();
        string?[] replacements = [null, "null", "-1.5", "\"\"", "[null]", "{}"];
        int refused = 0;
        int nodes = Nodes(JsonNode.Parse(original)!).Count();
        for (int i = 1; i < nodes; i++)
        {
            foreach (var replacement in replacements)
            {
                var json = JsonNode.Parse(original)!;
                var node = Nodes(json).ElementAt(i);
                if (replacement != null) node.ReplaceWith(JsonNode.Parse(replacement));
                else if (node.Parent is JsonObject owner) owner.Remove(node.GetPropertyName());
                else node.Parent!.AsArray().RemoveAt(node.GetElementIndex());
                _folder.Write(json);
                try
                {
                    ModelPackage.Load(_folder.Path).Dispose();
                }
                catch (ForewarnException)
                {
                    refused++;
                }
            }
        }
        Assert.True(refused > nodes, $"only {refused} of {nodes * replacements.Length} edits were refused");
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        yield return node;
        var children = node switch
        {
            JsonObject item => item.Select(p => p.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>()) foreach (var inner in Nodes(child)) yield return inner;
    }
}
