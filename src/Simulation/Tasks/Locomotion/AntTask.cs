using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>
/// Four legs with eight motors in space, by the numbers of the Gymnasium task of the same name. Reward of one step with
/// the torso's forward velocity v in m/s: <c>v + 1 - 0.5 sum(a^2)</c>, in version 5 also
/// <c>- 5e-4 sum(clip(f, -1, 1)^2)</c> over the contact forces f <c>[nbody, 6]</c>. Observation: positions without x and y
/// <c>[13]</c>, velocities <c>[14]</c>, in version 5 also the clipped contact forces without the world's <c>[78]</c>.
/// </summary>
/// <param name="FeelsContacts">Whether contact forces are observed and cost (version 5).</param>
/// <param name="PaysUnhealthy">Whether the bonus is paid on the step that ends the episode too (version 4).</param>
public sealed record AntTask(string Name, bool FeelsContacts, bool PaysUnhealthy) : MujocoTask(Name, FrameSkip: 5, EndsEarly: true)
{
    public static AntTask V4 { get; } = new("ant-v4", false, true);

    public static AntTask V5 { get; } = new("ant-v5", true, false);

    internal override string Scene => SceneText.Of("ant");

    internal override TaskRules Rules(MujocoData data) => new AntRules(this, data);
}
