using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control.Puck;

/// <summary>Physics of a <see cref="PuckWorld"/>; other values make the same task in other dynamics.</summary>
public sealed record PuckOptions
{
    /// <summary>kg; the largest force is 1 N along each axis.</summary>
    public double Mass { get; init; } = 1;

    /// <summary>1/s: how fast the puck loses speed by itself.</summary>
    public double Drag { get; init; } = 0.2;

    /// <summary>N along x, always.</summary>
    public double Wind { get; init; }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Require(Mass > 0 && double.IsFinite(Mass), "mass", Mass, "a positive number");
        Require(Drag is >= 0 and < 10, "drag", Drag, "0 to below 10");
        Require(Math.Abs(Wind) < 1, "wind", Wind, "weaker than the largest force, 1");
    }

    private static void Require(bool holds, string key, double found, string wanted)
    {
        if (!holds) throw ForewarnException.Of(key, $"{found:R}", wanted, "Correct the world's options.", ExitCode.Usage);
    }
}
