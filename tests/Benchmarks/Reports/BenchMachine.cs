using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Forewarn.Benchmarks.Reports;

/// <summary>Where a result was taken. Other work on the machine leaves ratios of interleaved rounds fair, not milliseconds.</summary>
/// <param name="LoadBefore">Processes that wanted a core in the minute before the run.</param>
public sealed record BenchMachine(
    string Processor, int Cores, string System, string Dotnet, string OnnxRuntime, double LoadBefore, bool UnderLoad)
{
    /// <summary>Above this something else was running.</summary>
    private const double Quiet = 0.7;

    public static BenchMachine Here()
    {
        string processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?"
            : RuntimeInformation.ProcessArchitecture.ToString();
        double load = File.Exists("/proc/loadavg")
            ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
            : double.NaN;
        return new(processor, Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
            OrtEnv.Instance().GetVersionString(), load, load > Quiet);
    }
}
