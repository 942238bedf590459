using System.Text;
using Forewarn.Core;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Cli.Reach;

/// <summary>A body's dynamics as the command line names them: a value function's file, a signature's, or a system with settings.</summary>
internal static class SignatureText
{
    public const double UsualPeriod = 0.05, UsualLatency = 0;

    /// <exception cref="ForewarnException">Neither a file that can be read nor a known system.</exception>
    public static DynamicsSignature Read(string text)
    {
        if (File.Exists(text)) return IsJson(text) ? SignatureFile.Read(text) : GridValueFile.Read(text).Signature;
        bool isPath = text.Contains('/', StringComparison.Ordinal) || Path.HasExtension(text) && !text.Contains('=', StringComparison.Ordinal);
        if (isPath)
            throw ForewarnException.Of($"'{text}'", "no such file", "a value function, a signature or system:name=number,...",
                "For example dubins:turn_rad_s=2.5.", ExitCode.Usage);
        string[] parts = text.Split(':', 2);
        var settings = ReachWords.Settings(parts.Length == 2 ? parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries) : []);
        double period = Taken(settings, "period_s", UsualPeriod), latency = Taken(settings, "latency_s", UsualLatency);
        var signature = ProblemCatalog.Of(parts[0], settings).Signature(period, latency);
        signature.Validate();
        return signature;
    }

    private static double Taken(Dictionary<string, double> settings, string name, double otherwise) =>
        settings.Remove(name, out double value) ? value : otherwise;

    private static bool IsJson(string path)
    {
        using var file = new StreamReader(path, Encoding.UTF8);
        int first;
        while ((first = file.Read()) >= 0 && char.IsWhiteSpace((char)first)) { }
        return first == '{';
    }
}
