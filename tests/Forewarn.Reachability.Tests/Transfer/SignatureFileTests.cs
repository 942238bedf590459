using Forewarn.Core;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Transfer;
using Xunit;

namespace Forewarn.Reachability.Tests.Transfer;

public sealed class SignatureFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-signature-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "car.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_signature_survives_its_file()
    {
        var car = ProblemCatalog.Of("dubins", new Dictionary<string, double> { ["disturbance_rad_s"] = 0.1 }).Signature(0.05, 0.02);
        SignatureFile.Write(Path, car);
        Assert.Equal(TransferKind.Identical, TransferRule.Judge(car, SignatureFile.Read(Path)).Kind);
        Assert.DoesNotContain("magnitude", File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("\"latencySeconds\": 0.02,", "", "latencySeconds")]
    [InlineData("\"latencySeconds\"", "\"latency\"", "latency")]
    [InlineData("\"low\": -1.25", "\"low\": 3", "unbounded")]
    [InlineData("\"periodSeconds\": 0.05", "\"periodSeconds\": 0", "period 0")]
    [InlineData("{", "", "JSON with system, states")]
    public void A_wrong_file_is_answered_with_what_is_wrong(string was, string now, string answer)
    {
        SignatureFile.Write(Path, ProblemCatalog.Of("dubins", new Dictionary<string, double>()).Signature(0.05, 0.02));
        string text = File.ReadAllText(Path);
        Assert.Contains(was, text);
        int at = text.IndexOf(was, StringComparison.Ordinal);
        File.WriteAllText(Path, text[..at] + now + text[(at + was.Length)..]);
        var fault = Assert.Throws<ForewarnException>(() => SignatureFile.Read(Path));
        Assert.Contains(answer, fault.Message);
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
    }
}
