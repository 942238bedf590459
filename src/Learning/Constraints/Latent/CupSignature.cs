using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>The dynamics under which the cup task's safety heads hold.</summary>
public static class CupSignature
{
    /// <param name="worldModelSha256">Identity of the world model that imagines the states.</param>
    /// <param name="latentSize">Z.</param>
    public static DynamicsSignature Of(string worldModelSha256, int latentSize)
    {
        Bounds step = Bounds.Within(ArmTask.MaxStep);
        return new($"cup/1 on world model {worldModelSha256}", [$"latent_{latentSize}"],
            new Dictionary<string, Bounds>
            {
                ["dx_m"] = step, ["dy_m"] = step, ["dz_m"] = step, ["dyaw_rad"] = Bounds.Within(ArmTask.MaxTurn),
                ["width_m"] = new(0, ArmTask.MaxWidth),
            },
            new Dictionary<string, Bounds>(), new Dictionary<string, double> { ["rows_per_step"] = ArmTask.TicksPerFrame },
            ArmTask.TicksPerFrame / ArmTask.PlanSpec.RateHz, 0, CupTiltMargin.Name);
    }
}
