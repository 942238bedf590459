using Forewarn.Core;

namespace Forewarn.Simulation.Worlds;

/// <summary>
/// A path that the expert never leaves: action <see cref="Right"/> leads onto it from anywhere, <see cref="Wrong"/> off it, and every step
/// that ends off the path costs 1.
/// </summary>
public sealed class SlipperyPath : FiniteWorld
{
    /// <summary>States: on the path, and off it.</summary>
    public const int On = 0, Off = 1;

    /// <summary>Actions.</summary>
    public const int Right = 0, Wrong = 1;

    /// <exception cref="ForewarnException">A horizon below 1.</exception>
    public SlipperyPath(int horizon) : base(2, 2, horizon, On)
    {
        if (horizon < 1) throw ForewarnException.Of("horizon", $"{horizon}", "1 or more steps", "Give it a length.", ExitCode.Usage);
    }

    public override int Next(int state, int action) => action == Right ? On : Off;

    public override double Reward(int state, int action) => action == Right ? 0 : -1;
}
