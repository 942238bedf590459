using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.ControlSuite;

/// <summary>Random poses within the limits of the joints.</summary>
internal static class JointRanges
{
    /// <summary>Every limited joint uniform within its limits, in the order of the joints; all others stay.</summary>
    public static void Draw(MujocoData data, SeedStream seed)
    {
        var model = data.Model;
        var limited = model.Bytes("jnt_limited");
        var range = model.Doubles("jnt_range");
        var address = model.Ints("jnt_qposadr");
        var qpos = data.Qpos;
        for (int j = 0; j < model.Njnt; j++)
            if (limited[j] != 0) qpos[address[j]] = seed.Uniform(range[2 * j], range[2 * j + 1]);
    }
}
