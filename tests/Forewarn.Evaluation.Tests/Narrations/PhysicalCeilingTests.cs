using Forewarn.Core;
using Forewarn.Evaluation.Narrations;
using Forewarn.Evaluation.Tests.Synthetic;

namespace Forewarn.Evaluation.Tests.Narrations;

public sealed class PhysicalCeilingTests
{
    private static string Write(string text)
    {
        string path = Path.Combine(SyntheticStudy.NewFolder(), "gate.json");
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void An_accuracy_is_a_share_of_what_physics_keeps()
    {
        var ceiling = PhysicalCeiling.Load(Write("""
            { "episodes": 500, "replay": { "value": 0.8, "low": 0.75, "high": 0.85, "count": 500 },
              "replayByOutcome": { "rim": { "value": 0.7, "low": 0.6, "high": 0.8, "count": 100 } }, "checks": [] }
            """));
        Assert.Equal(0.7, ceiling.ByOutcome["rim"].Value);
        var share = ceiling.Share(new MetricInterval(0.72, 0.70, 0.74, 300)).Share;
        Assert.Equal(0.9, share.Value, 1e-12);
        Assert.Equal(0.70 / 0.85, share.Low, 1e-12);
        Assert.Equal(0.74 / 0.75, share.High, 1e-12);
    }

    [Theory]
    [InlineData("{ \"replay\": null }", "no share 'replay'")]
    [InlineData("{}", "no share 'replay'")]
    [InlineData("[1, 2", "no such JSON")]
    public void Anything_else_is_refused(string text, string complaint)
    {
        var error = Assert.Throws<ForewarnException>(() => PhysicalCeiling.Load(Write(text)));
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }
}
