using Forewarn.Core;
using Forewarn.Simulation;
using Forewarn.Simulation.Tasks.Control.Linear;

namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>
/// A damped spring that noise swings about: <c>x'' = u - 0.5 x - 0.4 x'</c>. By symmetry every policy <c>u = -K x</c> visits states of
/// mean zero; what differs is how far they spread. The expert is the best controller where position costs 3.75 and pushing 1.
/// Speed moves first and position by the new speed, so every policy that leaves some drag and stiffness is stable.
/// </summary>
internal static class Spring
{
    private const double Dt = 0.1, Stiffness = 0.5, Drag = 0.4;

    public static LinearQuadraticTask Task { get; } = new("spring",
        new[,] { { 1 - Dt * Dt * Stiffness, Dt * (1 - Dt * Drag) }, { -Dt * Stiffness, 1 - Dt * Drag } }, new[,] { { Dt * Dt }, { Dt } },
        new[,] { { 3.75, 0 }, { 0, 0 } }, new[,] { { 1.0 } },
        Noise: [0, 0.6], Start: [0.5, 0.5], Scale: 8, Dt, StepLimit: 200);

    /// <summary>The expert's K, <c>[1, 2]</c>.</summary>
    public static double[,] ExpertGains { get; } = Riccati.Solve(Task).Gains;

    /// <summary>Whole episodes under <c>u = -K x</c>, without saved states.</summary>
    public static TransitionSet Record(double[,] gains, int episodes, SeedStream seed) => DemonstrationRecorder.Record(
        new ScriptedPolicy(new LinearController(new[,] { { gains[0, 0] / Task.Scale, gains[0, 1] / Task.Scale } }), 2, 1),
        new LinearQuadratic(Task), new() { Episodes = episodes, Snapshots = false, Seed = seed.Key }).Set;

    /// <summary>
    /// <c>|S - S_E| / |S_E|</c> in Frobenius norm, of the stationary covariances under K and under the expert; exact but for the limits of
    /// the action.
    /// </summary>
    public static double Error(double[,] gains)
    {
        double[] found = [.. Riccati.Covariance(Task, gains).Cast<double>()];
        double[] wanted = [.. Riccati.Covariance(Task, ExpertGains).Cast<double>()];
        return Math.Sqrt(found.Zip(wanted, (f, w) => (f - w) * (f - w)).Sum() / wanted.Sum(w => w * w));
    }
}
