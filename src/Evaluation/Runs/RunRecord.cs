using System.Globalization;
using System.Runtime.InteropServices;

namespace Forewarn.Evaluation.Runs;

/// <summary>How a result was made: enough to make it again.</summary>
/// <param name="Command">The command line.</param>
/// <param name="Seeds">Evaluation seeds.</param>
/// <param name="Episodes">Scenes per seed.</param>
/// <param name="Configuration">Resolved settings and model packages with their hashes.</param>
/// <param name="Date">Day and time, UTC.</param>
/// <param name="Machine">Processor, cores and system.</param>
public sealed record RunRecord(
    string Command, IReadOnlyList<ulong> Seeds, int Episodes, IReadOnlyDictionary<string, string> Configuration, string Date,
    string Machine)
{
    /// <summary>The record of a run that ends now on this machine.</summary>
    public static RunRecord Now(
        string command, IReadOnlyList<ulong> seeds, int episodes, IReadOnlyDictionary<string, string> configuration,
        TimeProvider time) =>
        new(command, seeds, episodes, configuration,
            time.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture), DescribeMachine());

    private static string DescribeMachine()
    {
        const string info = "/proc/cpuinfo";
        string? model = File.Exists(info)
            ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : null;
        return $"{model ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, "
            + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
    }
}
