using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>Sizes of fork and bowl, and where they are put: the fork on the robot's right, the bowl on its left.</summary>
internal static class ForkScene
{
    /// <summary>Least distance in y between the centers of fork and bowl, m: open fingers around the fork fit between.</summary>
    public const double Apart = 0.165;

    /// <summary>Radius of the bowl's opening, m.</summary>
    public const double RimRadius = 0.09;

    /// <summary>Scenes of the fork; those of a bowl where the fork is what plans are aimed at.</summary>
    public static SceneOptions Fork { get; } =
        new() { Name = "fork-pick", ObjectX = 0.48, ObjectY = -0.105, RangeX = 0.05, RangeY = 0.045, RangeYaw = 0.6 };

    public static SceneOptions Bowl { get; } =
        new() { Name = "fork-place", ObjectX = 0.5, ObjectY = 0.095, RangeX = 0.07, RangeY = 0.035, RangeYaw = 0.35 };

    /// <summary>Where along the fork fingers close, m from its origin towards the tips.</summary>
    public static double Station(ForkPart part) => part switch
    {
        ForkPart.Handle => -0.036,
        ForkPart.Neck => 0,
        _ => 0.036,
    };

    /// <summary>Name of a value as labels and wishes write it.</summary>
    public static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
