namespace Forewarn.Simulation.Tasks.Control.Linear;

/// <summary>
/// <c>x' = A x + B u + w</c> with <c>w ~ N(0, diag(noise^2))</c> and cost <c>x' Q x + u' R u</c> per step. An action of 1 is
/// <c>u = Scale</c>.
/// </summary>
/// <param name="A"><c>[S, S]</c>.</param>
/// <param name="B"><c>[S, U]</c>.</param>
/// <param name="Q"><c>[S, S]</c>, symmetric, positive semidefinite.</param>
/// <param name="R"><c>[U, U]</c>, symmetric, positive definite.</param>
/// <param name="Noise">Standard deviation of every column per step, <c>[S]</c>.</param>
/// <param name="Start">Standard deviation of the first state, <c>[S]</c>.</param>
/// <param name="Dt">Seconds per step.</param>
public sealed record LinearQuadraticTask(
    string Name, double[,] A, double[,] B, double[,] Q, double[,] R, double[] Noise, double[] Start, double Scale, double Dt, int StepLimit)
{
    /// <summary>A mass that is pushed to rest at the origin and shaken on the way: position and speed, exact in time.</summary>
    public static LinearQuadraticTask DoubleIntegrator { get; } = Mass("double_integrator", 0.1, 1, 0.1, 0.1, noise: 0.1, start: 1, scale: 4);

    /// <summary>
    /// The same mass where only position costs and pushing is cheap: the best controller lets it swing about the origin for good, driven by
    /// the noise. Every linear policy has mean zero here; what tells them apart is the spread alone.
    /// </summary>
    public static LinearQuadraticTask Orbit { get; } = Mass("orbit", 0.1, 4, 0, 1, noise: 0.3, start: 0.5, scale: 8);

    /// <param name="position">Cost of position squared.</param>
    /// <param name="speed">Cost of speed squared.</param>
    /// <param name="push">Cost of the push squared.</param>
    public static LinearQuadraticTask Mass(
        string name, double dt, double position, double speed, double push, double noise = 0, double start = 1, double scale = 1) => new(
        name, new[,] { { 1, dt }, { 0, 1 } }, new[,] { { dt * dt / 2 }, { dt } }, new[,] { { position, 0 }, { 0, speed } },
        new[,] { { push } }, [0, noise], [start, start], scale, dt, 200);
}
