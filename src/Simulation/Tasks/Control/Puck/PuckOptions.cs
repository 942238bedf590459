using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control.Puck;

/// <summary>Physics of a <see cref="PuckWorld"/>; other values make the same task in other dynamics.</summary>
public sealed record PuckOptions
{
    private static readonly SettingCheck Check = new("Correct the world's options.");

    /// <summary>kg; the largest force is 1 N along each axis.</summary>
    public double Mass { get; init; } = 1;

    /// <summary>1/s: how fast the puck loses speed by itself.</summary>
    public double Drag { get; init; } = 0.2;

    /// <summary>N along x, always.</summary>
    public double Wind { get; init; }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Mass > 0 && double.IsFinite(Mass), "mass", Mass, "a positive number");
        Check.Require(Drag is >= 0 and < 10, "drag", Drag, "0 to below 10");
        Check.Require(Math.Abs(Wind) < 1, "wind", Wind, "weaker than the largest force, 1");
    }
}
