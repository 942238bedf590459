using Forewarn.Simulation;
using Forewarn.Simulation.Tasks.Control.Beam;

namespace Forewarn.Learning.Imitation.Studies.Guitar;

/// <summary>
/// The beam world with a learner whose lateral force is weaker than the wind: the expert's way over the beam cannot be gone, the detour over
/// the bridge can, and offline data of a trembling detour walker show it.
/// </summary>
internal static class BeamTask
{
    public const int ExpertTransitions = 100, OfflineTransitions = 2500;

    public const double Tremble = 0.25;

    public static IStateEnvironment Strong() => EnvironmentCatalog.Create("beam");

    public static IStateEnvironment Weak() => EnvironmentCatalog.Create("beam_weak");

    /// <summary>One crossing of the beam by an expert with full force.</summary>
    public static TransitionSet Expert(ulong seed) => Record(Strong(), new BeamCrossing(new()), ExpertTransitions, 0, seed).Set;

    /// <summary>Detours by the weak body, a quarter of the actions random.</summary>
    public static TransitionSet Offline(ulong seed) => Record(Weak(), new DetourWalk(new()), OfflineTransitions, Tremble, seed).Set;

    /// <summary>Mean return of the steady detour walker with the weak body: the best that a realizable policy is known to earn.</summary>
    public static double BestRealizable(ulong seed) => Record(Weak(), new DetourWalk(new()), 2000, 0, seed).Returns.Average();

    private static (TransitionSet Set, IReadOnlyList<double> Returns) Record(
        IStateEnvironment environment, IController controller, int count, double tremble, ulong seed)
    {
        using (environment)
            return DemonstrationRecorder.Record(new ScriptedPolicy(controller, environment.StateSize, environment.ActionSpec.Width), environment,
                new() { Transitions = count, Tremble = tremble, Seed = seed });
    }
}
