namespace Forewarn.Simulation.Tasks.Control.Beam;

/// <summary>The expert of <see cref="BeamWorld"/>: straight over the beam, leaning into the wind, and stays at the goal.</summary>
public sealed class BeamCrossing(BeamOptions options) : IController
{
    private const double Stiffness = 20, Damping = 6, Approach = 4;

    public void Act(ReadOnlySpan<double> state, Span<float> action)
    {
        double wind = BeamWorld.IsExposed(state[0], state[1], options) ? options.Wind : 0;
        action[0] = (float)Math.Clamp((Approach * (BeamWorld.GoalX - state[0]) - Damping / 2 * state[2]) / BeamWorld.Forward, -1, 1);
        action[1] = (float)Math.Clamp((-Stiffness * state[1] - Damping * state[3] - wind) / BeamWorld.Lateral, -1, 1);
    }
}
