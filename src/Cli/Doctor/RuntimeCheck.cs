using System.Runtime.InteropServices;

namespace Forewarn.Cli.Doctor;

/// <summary>.NET and the operating system below it.</summary>
internal sealed class RuntimeCheck : IMachineCheck
{
    public string Name => ".NET";

    public CheckResult Run()
    {
        var architecture = RuntimeInformation.ProcessArchitecture;
        string found = $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {architecture}";
        bool known = OperatingSystem.IsLinux() && architecture == Architecture.X64;
        return known
            ? new(Name, CheckState.Works, found)
            : new(Name, CheckState.Limited, found, "Only Linux on x64 is tried regularly.");
    }
}
