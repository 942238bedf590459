using System.Text.Json;

namespace Forewarn.Architecture.Tests;

/// <summary>The training program, published the way it would travel, loads libtorch here.</summary>
[Trait("Speed", "Slow")]
public sealed class TorchPublishTests
{
    [Fact]
    public void A_fresh_publish_loads_libtorch()
    {
        var folder = Directory.CreateTempSubdirectory("forewarn-publish-");
        try
        {
            string project = Repository.At("src", "Lab", "Forewarn.Lab.csproj");
            string report = Path.Combine(folder.FullName, "doctor.json");
            Dotnet.Run("publish", project, "-c", Repository.Configuration, "-o", folder.FullName, "-p:TorchNativeCompat=always");
            // The doctor's own exit code speaks of the whole machine; only what it says of libtorch counts here.
            var (_, output) = Dotnet.Try(Path.Combine(folder.FullName, "forewarn-lab.dll"), "doctor", "--json", report);
            Assert.True(File.Exists(report), output);
            using var json = JsonDocument.Parse(File.ReadAllText(report));
            var torch = json.RootElement.GetProperty("checks").EnumerateArray()
                .Single(check => check.GetProperty("name").GetString() == "libtorch");
            Assert.Equal("works", torch.GetProperty("state").GetString());
            Assert.False(File.Exists(Path.Combine(folder.FullName, "libtorch_python.so")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
