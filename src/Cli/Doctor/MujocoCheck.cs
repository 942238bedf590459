using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Cli.Doctor;

/// <summary>MuJoCo: found, of a known field layout, and through its self-test.</summary>
internal sealed class MujocoCheck : IMachineCheck
{
    public string Name => "MuJoCo";

    public CheckResult Run() => MujocoLibrary.IsAvailable(out string? reason)
        ? new(Name, CheckState.Works, $"version number {MujocoLibrary.Version}, field layout and self-test pass")
        : new(Name, CheckState.Missing, reason, "apt-get install libmujoco2.2.2");
}
