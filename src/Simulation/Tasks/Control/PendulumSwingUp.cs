namespace Forewarn.Simulation.Tasks.Control;

/// <summary>
/// The expert of <see cref="Pendulum"/>: pumps energy until it is that of standing still upright, then holds the rod there. Takes the
/// same states to the same torques every time.
/// </summary>
public sealed class PendulumSwingUp : IController
{
    private const double Pump = 0.3, Stiffness = 10, Damping = 2.6, HoldAngle = 0.7, HoldTorque = 4;

    public void Act(ReadOnlySpan<double> state, Span<float> action)
    {
        double angle = Math.Atan2(state[1], state[0]), speed = state[2];
        double hold = -(Stiffness * angle + Damping * speed);
        if (Math.Abs(angle) > HoldAngle || Math.Abs(hold) > HoldTorque)
        {
            double missing = 1.5 * Pendulum.Gravity * (1 - state[0]) - 0.5 * speed * speed;
            hold = Pump * missing * (Math.Abs(speed) > 0.05 ? speed : 0.05);
        }
        action[0] = (float)Math.Clamp(hold / Pendulum.Torque, -1, 1);
    }
}
