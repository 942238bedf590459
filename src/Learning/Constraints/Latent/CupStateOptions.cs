using System.ComponentModel.DataAnnotations;
using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>What to record of the cup task for its safety critic.</summary>
public sealed record CupStateOptions
{
    private static readonly SettingCheck Check = new("Correct the collection's options.");

    public SceneOptions Task { get; init; } = new();

    /// <summary>Episodes, each one plan played from its start to its end.</summary>
    [Range(1, 1_000_000)]
    public int Count { get; init; } = 3000;

    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; results do not depend on it.</summary>
    [Range(1, 64)]
    public int Workers { get; init; } = 1;

    /// <summary>Share of episodes with a stroke through the mug, timed like the hazards of the evaluation.</summary>
    public double Strokes { get; init; } = 0.5;

    /// <summary>Share of grasps that come down beside their place.</summary>
    public double Offsets { get; init; } = 0.15;

    /// <summary>Share of grasps that drag the mug sideways.</summary>
    public double Pulls { get; init; } = 0.12;

    /// <summary>Share of grasps that jerk the mug about; the rest are the demonstrators' scripts as they are.</summary>
    public double Jerks { get; init; } = 0.03;

    /// <summary>Most states of an episode from which the fallbacks are played and watched.</summary>
    [Range(1, ArmTask.Frames)]
    public int Branches { get; init; } = 5;

    /// <summary>Steps of a fallback that the world model sees; what follows is played unseen.</summary>
    [Range(1, CupFallbacks.Rows / ArmTask.TicksPerFrame)]
    public int SeenSteps { get; init; } = 5;

    /// <exception cref="ForewarnException">A share is out of range.</exception>
    public void Validate()
    {
        foreach (var (name, share) in new[] { ("strokes", Strokes), ("offsets", Offsets), ("pulls", Pulls), ("jerks", Jerks) })
            Check.Require(share is >= 0 and <= 1, name, share, "0 to 1");
        Check.Require(Strokes + Offsets + Pulls + Jerks <= 1, "shares", Strokes + Offsets + Pulls + Jerks, "at most 1 together");
    }
}
