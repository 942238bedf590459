using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.ControlSuite;

/// <summary>
/// Run in a plane, by the numbers of the dm_control suite's task of the same name. Observation <c>[17]</c>: positions without
/// the distance travelled, then velocities. Reward <c>clip(v / 10, 0, 1)</c> with the forward velocity v of the center of mass in m/s.
/// </summary>
public sealed record CheetahRunTask() : MujocoTask("cheetah-run", FrameSkip: 1, EndsEarly: false)
{
    internal override string Scene => SceneText.Of("cheetah_run");

    internal override TaskRules Rules(MujocoData data) => new CheetahRunRules(data);
}
