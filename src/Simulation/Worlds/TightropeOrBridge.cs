using Forewarn.Core;

namespace Forewarn.Simulation.Worlds;

/// <summary>
/// Two ways over a pit, T steps long. At the start action 0 leads onto a rope and action 1 onto a bridge. On the rope every step needs
/// action 2, which the learner does not have; on the bridge step i needs action i mod 2. Anything else ends in the pit for good. A step that
/// stays up pays 1 on the rope and .9 on the bridge.
/// </summary>
public sealed class TightropeOrBridge : FiniteWorld
{
    /// <summary>Reward per step on the bridge.</summary>
    public const double BridgeReward = 0.9;

    /// <summary>What the learner can do; the expert has action 2 as well.</summary>
    public static readonly IReadOnlyList<int> LearnerActions = [0, 1];

    /// <param name="horizon">T, at least 2.</param>
    /// <exception cref="ForewarnException">A shorter horizon.</exception>
    public TightropeOrBridge(int horizon) : base(2 * horizon + 2, 3, horizon, 0)
    {
        if (horizon < 2) throw ForewarnException.Of("horizon", $"{horizon}", "2 or more steps", "A shorter one has no ways.", ExitCode.Usage);
    }

    /// <summary>Where the fallen stay.</summary>
    public int Pit => 2 * Horizon + 1;

    /// <summary>Rope after <paramref name="step"/> steps, 1 to T.</summary>
    public int Rope(int step) => step;

    /// <summary>Bridge after <paramref name="step"/> steps, 1 to T.</summary>
    public int Bridge(int step) => Horizon + step;

    /// <summary>The expert's action: the rope.</summary>
    public int Expert(int state) => state == Start ? 0 : 2;

    /// <summary>The detour's action: the bridge.</summary>
    public int Detour(int state) => state == Start ? 1 : Math.Max(0, state - Horizon) % 2;

    public override int Next(int state, int action)
    {
        if (state == Start) return action switch { 0 => Rope(1), 1 => Bridge(1), _ => Pit };
        if (state == Pit || state == Rope(Horizon) || state == Bridge(Horizon)) return Pit;
        int needed = state < Horizon ? 2 : (state - Horizon) % 2;
        return action == needed ? state + 1 : Pit;
    }

    public override double Reward(int state, int action)
    {
        int next = Next(state, action);
        return next == Pit ? 0 : next <= Horizon ? 1 : BridgeReward;
    }
}
