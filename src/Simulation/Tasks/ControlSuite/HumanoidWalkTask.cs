using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.ControlSuite;

/// <summary>
/// Stand up and walk, by the numbers of the dm_control suite's task of the same name. Observation <c>[67]</c>: joint angles
/// <c>[21]</c>, height of the head, hands and feet in the torso's frame <c>[12]</c>, the world's vertical in that frame
/// <c>[3]</c>, velocity of the center of mass <c>[3]</c>, velocities <c>[27]</c>. The reward is a product of tolerances for
/// standing, an upright torso, small controls and a horizontal speed of 1 m/s.
/// </summary>
public sealed record HumanoidWalkTask() : MujocoTask("humanoid-walk", FrameSkip: 5, EndsEarly: false)
{
    internal override string Scene => SceneText.Of("humanoid_walk");

    internal override TaskRules Rules(MujocoData data) => new HumanoidWalkRules(data);
}
