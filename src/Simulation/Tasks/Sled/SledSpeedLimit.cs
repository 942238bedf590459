namespace Forewarn.Simulation.Tasks.Sled;

/// <summary>Velocity along x at most <paramref name="Most"/> m/s.</summary>
public sealed record SledSpeedLimit(double Most = 0.75) : ISledLimit
{
    public double Margin(ReadOnlySpan<double> state) => Most - state[2];

    public (double NormalX, double NormalY, double Most) Aim(ReadOnlySpan<double> state, double spare) => (1, 0, Most - spare);
}
