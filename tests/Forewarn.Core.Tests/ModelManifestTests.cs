using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Core.Tests;

public sealed class ModelManifestTests
{
    [Fact]
    public void Its_identity_covers_every_graph()
    {
        Assert.Equal("aa", Of("aa").Sha256);
        Assert.NotEqual(Of("aa", "bb").Sha256, Of("aa", "bc").Sha256);
        Assert.NotEqual(Of("aa", "bb").Sha256, Of("bb", "aa").Sha256);
        Assert.Equal(64, Of("aa", "bb").Sha256.Length);
    }

    [Fact]
    public void It_is_not_written_since_it_follows_from_the_rest()
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(Of("aa"), JsonSerializerOptions.Web));
        Assert.False(json.RootElement.TryGetProperty("sha256", out _));
    }

    private static ModelManifest Of(params string[] hashes) => new()
    {
        Kind = ModelKind.Policy, Name = "package", StatsSha256 = "", Training = new("", 1, "", "", ""),
        Graphs = [.. hashes.Select((h, i) => new GraphManifest($"role{i}", $"{i}.onnx", h, [], []))],
    };
}
