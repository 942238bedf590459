using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control;

/// <summary>
/// Swing-up of a rod of 1 m and 1 kg whose motor is too weak to lift it in one go: the published dynamics and cost of Pendulum-v1.
/// Observation <c>[3]</c>: cos, sin of the angle from upright, speed in rad/s. Action <c>[1]</c>: torque in units of 2 N m. The reward is
/// <c>-(theta^2 + 0.1 speed^2 + 0.001 torque^2)</c> of the state before the step.
/// </summary>
public sealed class Pendulum() : AnalyticEnvironment("pendulum", 2, 3, 200, new("absolute", "joint", 1 / Dt, ["torque"]))
{
    /// <summary>N m at full action.</summary>
    public const double Torque = 2;

    /// <summary>Gravity in m/s² and the largest speed in rad/s.</summary>
    public const double Gravity = 10, TopSpeed = 8;

    private const double Dt = 0.05;

    /// <summary>The angle in [-pi, pi).</summary>
    public static double Wrapped(double angle) => angle - 2 * Math.PI * Math.Floor((angle + Math.PI) / (2 * Math.PI));

    protected override void Start(Span<double> values, SeedStream seed) =>
        (values[0], values[1]) = (seed.Uniform(-Math.PI, Math.PI), seed.Uniform(-1, 1));

    protected override double Advance(Span<double> values, ReadOnlySpan<double> control, SeedStream noise, out bool terminated)
    {
        terminated = false;
        double angle = Wrapped(values[0]), speed = values[1], torque = Torque * control[0];
        values[1] = Math.Clamp(speed + Dt * (1.5 * Gravity * Math.Sin(values[0]) + 3 * torque), -TopSpeed, TopSpeed);
        values[0] += Dt * values[1];
        return -(angle * angle + 0.1 * speed * speed + 0.001 * torque * torque);
    }

    protected override void Sense(ReadOnlySpan<double> values, Span<double> state) =>
        (state[0], state[1], state[2]) = (Math.Cos(values[0]), Math.Sin(values[0]), values[1]);
}
