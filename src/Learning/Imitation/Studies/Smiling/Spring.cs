using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation.Tasks.Control.Linear;

namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>
/// A damped spring that noise swings about: <c>x'' = u - 0.5 x - 0.4 x'</c>. By symmetry every linear policy visits states of mean zero;
/// what differs is how far they spread. The expert is the best controller where position costs 3.75 and pushing 1.
/// </summary>
internal static class Spring
{
    private const double Dt = 0.1, Stiffness = 0.5, Drag = 0.4;

    public static LinearQuadraticTask Task { get; } = new("spring",
        new[,] { { 1, Dt }, { -Dt * Stiffness, 1 - Dt * Drag } }, new[,] { { 0 }, { Dt } }, new[,] { { 3.75, 0 }, { 0, 0 } }, new[,] { { 1.0 } },
        Noise: [0, 0.6], Start: [0.5, 0.5], Scale: 8, Dt, StepLimit: 200);

    public static IStatePolicy Expert { get; } = new ScriptedPolicy(Riccati.Solve(Task).Controller(Task), 2, 1);

    /// <summary>Stationary variance of the position under the expert and without any action.</summary>
    public static (double Expert, double Still) Variances { get; } =
        (Riccati.Covariance(Task, Riccati.Solve(Task).Gains)[0, 0], Riccati.Covariance(Task, new double[1, 2])[0, 0]);

    /// <summary>Whole episodes without saved states.</summary>
    public static TransitionSet Record(IStatePolicy policy, int episodes, SeedStream seed, bool stochastic = false) =>
        DemonstrationRecorder.Record(policy, new LinearQuadratic(Task),
            new() { Episodes = episodes, Snapshots = false, Stochastic = stochastic, Seed = seed.Key }).Set;
}
