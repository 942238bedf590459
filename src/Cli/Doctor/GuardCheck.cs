using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Cli.Doctor;

/// <summary>Whether MuJoCo's errors come back through compiled code or cost a parked thread each.</summary>
internal sealed class GuardCheck : IMachineCheck
{
    public string Name => "C compiler";

    public CheckResult Run()
    {
        if (!MujocoLibrary.IsAvailable(out _)) return new(Name, CheckState.Limited, "not looked at: MuJoCo is missing");
        return MujocoLibrary.GuardName == "compiled"
            ? new(Name, CheckState.Works, "the compiled guard turns MuJoCo's errors into exceptions")
            : new(Name, CheckState.Limited, "no compiled guard: every MuJoCo error parks one thread for good",
                "apt-get install gcc, then delete artifacts/ so that the launcher builds again");
    }
}
