using Forewarn.Simulation.Misspecification;
using Forewarn.Simulation.Tasks.Control.Beam;
using Forewarn.Simulation.Tasks.Control.Linear;

namespace Forewarn.Simulation.Tasks.Control;

/// <summary>Small tasks of the catalog that need no physics engine.</summary>
internal static class ControlEntries
{
    public static IReadOnlyList<EnvironmentEntry> All { get; } =
    [
        new("pendulum-v1", "swing a rod up with a motor too weak to lift it", 200, false, () => new Pendulum()),
        new("cart_pole-v1", "balance a pole on a cart by a force that scales", 500, true, () => new CartPole()),
        new("double_integrator", "push a shaken mass to rest: linear, quadratic cost", LinearQuadraticTask.DoubleIntegrator.StepLimit, false,
            () => new LinearQuadratic(LinearQuadraticTask.DoubleIntegrator)),
        new("orbit", "the same where the best policy swings for good", LinearQuadraticTask.Orbit.StepLimit, false,
            () => new LinearQuadratic(LinearQuadraticTask.Orbit)),
        new("beam", "a point mass over a pit: along a windy beam or around by a bridge", 100, false, () => new BeamWorld()),
        new("beam_weak", "the same for a learner whose lateral force is below the wind", 100, false,
            () => new ClippedActions(new BeamWorld(), 1, BeamWorld.WeakLateral)),
    ];
}
