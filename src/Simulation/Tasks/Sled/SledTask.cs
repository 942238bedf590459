using System.Globalization;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Sled;

/// <summary>
/// A sled with two motors on open ice: fast in one direction, for constraints on speed and place. Observation <c>[4]</c>: x, y in m, their
/// velocities in m/s. Reward of a step with the mean velocity v: <c>d . v - 0.02 sum(a^2)</c> with the direction d that is worth something.
/// </summary>
/// <param name="WorthX">d, along x.</param>
/// <param name="WorthY">d, along y.</param>
public sealed record SledTask(string Name, double WorthX, double WorthY) : MujocoTask(Name, FrameSkip: 5, EndsEarly: false)
{
    /// <summary>Speed that a motor at full force comes to, along its axis, m/s.</summary>
    public const double TopSpeed = 1.5;

    /// <summary>Along +x.</summary>
    public static SledTask Forward { get; } = new("sled", 1, 0) { StepLimit = Length };

    private const int Length = 80;

    /// <summary>The same with another direction that is worth something.</summary>
    public static SledTask Toward(double x, double y) =>
        new(string.Create(CultureInfo.InvariantCulture, $"sled toward {x} {y}"), x, y) { StepLimit = Length };

    internal override string Scene => SceneText.Of("sled");

    internal override TaskRules Rules(MujocoData data) => new SledRules(this, data);
}
