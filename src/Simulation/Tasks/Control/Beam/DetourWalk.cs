namespace Forewarn.Simulation.Tasks.Control.Beam;

/// <summary>Goes around to the bridge of <see cref="BeamWorld"/>, over it and back to the goal, which needs no strength anywhere.</summary>
public sealed class DetourWalk(BeamOptions options) : IController
{
    private const double Stiffness = 8, Damping = 3, Clearance = 0.75, Margin = 0.3;

    public void Act(ReadOnlySpan<double> state, Span<float> action)
    {
        var (x, y) = Next(state[0], state[1]);
        action[0] = (float)Math.Clamp((Stiffness * (x - state[0]) - Damping * state[2]) / BeamWorld.Forward, -1, 1);
        action[1] = (float)Math.Clamp((Stiffness * (y - state[1]) - Damping * state[3]) / BeamWorld.Lateral, -1, 1);
    }

    /// <summary>Where to go from here: up beside the pit, over it, down again.</summary>
    private (double X, double Y) Next(double x, double y)
    {
        double middle = (options.BridgeFrom + options.BridgeTo) / 2;
        if (x > BeamWorld.PitTo + Margin) return (BeamWorld.GoalX, BeamWorld.GoalY);
        bool level = y > options.BridgeFrom + Margin && y < options.BridgeTo - Margin;
        bool across = level || (x > BeamWorld.PitFrom && y > options.BridgeFrom);
        return across ? (BeamWorld.Right - 0.5, middle) : (BeamWorld.PitFrom - Clearance, middle);
    }
}
