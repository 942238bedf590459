using Forewarn.RosBridge.Cyclone;

namespace Forewarn.Cli.Doctor;

/// <summary>CycloneDDS: joins a domain on the loopback and sends a sample through it. Only ROS 2 needs it.</summary>
internal sealed class DdsCheck : IMachineCheck
{
    public string Name => "CycloneDDS";

    public CheckResult Run() => CycloneLibrary.IsAvailable(out string? reason)
        ? new(Name, CheckState.Works, "a sample went through a domain on the loopback")
        : new(Name, CheckState.Limited, reason, "apt-get install libddsc0debian; only ROS 2 needs it");
}
