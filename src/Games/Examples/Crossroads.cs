namespace Forewarn.Games;

/// <summary>
/// Road A, on which all stay while they obey, and road B, to which agent 0 alone can turn off and from which nobody returns. On B agent 0 earns 1 a step
/// unless agent 1 blocks (action 1), on A it earns a constant. A learner that never saw B may recommend anything there: it imitates perfectly and
/// is worth nothing as soon as agent 0 turns off.
/// </summary>
public static class Crossroads
{
    public const int A = 0, B = 1;

    /// <param name="horizon">H.</param>
    /// <param name="onA">Reward of agent 0 on A, 0 to 1.</param>
    /// <param name="startsOnB">Share of episodes that start on B, the expert's coverage of it.</param>
    public static MarkovGame Game(int horizon, double onA, double startsOnB = 0) => new(
        horizon, new JointActions(2, 2), [1 - startsOnB, startsOnB],
        (state, joint) => [new(state == B || joint >> 1 == 1 ? B : A, 1)],
        (agent, state, joint) => agent == 1 ? 0 : state == A ? onA : (joint & 1) == 0 ? 1 : 0);

    /// <summary>Stays on A; on B agent 1 blocks.</summary>
    public static Mediator Expert(MarkovGame game) => Blocking(game, 1);

    /// <summary>Stays on A; on B agent 1 is told to block with this share.</summary>
    public static Mediator Blocking(MarkovGame game, double share) => Mediator.Of(game, (_, s) => s == A ? [1, 0, 0, 0] : [1 - share, share, 0, 0]);
}
