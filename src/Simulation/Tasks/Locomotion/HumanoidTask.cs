using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>
/// A person with 17 motors, by the numbers of the Gymnasium task of the same name. Reward of one step with the forward
/// velocity v of the center of mass in m/s: <c>1.25 v + 5 - 0.1 sum(u^2)</c> with motor commands u in [-0.4, 0.4], in
/// version 5 also <c>- min(5e-7 sum(f^2), 10)</c> over the contact forces f. Observation: positions without x and y, velocities,
/// inertias, velocities and contact forces of the bodies and motor forces; version 4 <c>[376]</c> includes the world's rows
/// and the free joint's forces, which are all zero but for its contacts, version 5 <c>[348]</c> does not.
/// </summary>
/// <param name="WholeArrays">Whether the world's rows are observed (version 4).</param>
/// <param name="PaysForContacts">Whether contact forces cost (version 5).</param>
/// <param name="PaysUnhealthy">Whether the bonus is paid on the step that ends the episode too (version 4).</param>
public sealed record HumanoidTask(string Name, bool WholeArrays, bool PaysForContacts, bool PaysUnhealthy)
    : MujocoTask(Name, FrameSkip: 5, EndsEarly: true)
{
    public static HumanoidTask V4 { get; } = new("humanoid-v4", true, false, true);

    public static HumanoidTask V5 { get; } = new("humanoid-v5", false, true, false);

    internal override string Scene => SceneText.Of("humanoid");

    internal override TaskRules Rules(MujocoData data) => new HumanoidRules(this, data);
}
