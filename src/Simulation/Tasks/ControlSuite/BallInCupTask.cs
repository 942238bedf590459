using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.ControlSuite;

/// <summary>
/// Swing a ball on a string into a cup, by the numbers of the dm_control suite's task of the same name. Two motors move the
/// cup in the x-z plane. Observation <c>[8]</c>: positions of cup and ball, then their velocities. Reward 1 while the whole
/// ball is inside the cup's opening, else 0.
/// </summary>
public sealed record BallInCupTask() : MujocoTask("ball_in_cup-catch", FrameSkip: 10, EndsEarly: false)
{
    internal override string Scene => SceneText.Of("ball_in_cup");

    internal override TaskRules Rules(MujocoData data) => new BallInCupRules(data);
}
