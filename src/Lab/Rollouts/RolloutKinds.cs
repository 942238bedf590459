using Forewarn.Core;
using Forewarn.Learning.Rollouts;
using Forewarn.Simulation.Tasks.Locomotion;

namespace Forewarn.Lab.Rollouts;

/// <summary>What worker processes of this program can do.</summary>
internal static class RolloutKinds
{
    public static IReadOnlyList<IRolloutKind> All { get; } = [new PolicyReturnsKind(Environment)];

    private static LocomotionEnvironment Environment(string name) => name switch
    {
        "hopper" => new(LocomotionTask.Hopper),
        "walker2d" => new(LocomotionTask.Walker2d),
        "half_cheetah" => new(LocomotionTask.HalfCheetah),
        _ => throw ForewarnException.Of(
            "environment", $"'{name}'", "hopper, walker2d or half_cheetah", "Name another one.", ExitCode.Usage),
    };
}
