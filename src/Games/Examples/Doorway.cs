namespace Forewarn.Games;

/// <summary>
/// Two robots before a door for one. A token says whose turn it is; who barges in against it makes the other step back, at a cost. The expert
/// lets a barger wait longest, so that barging never pays. A learner that saw no barging may let it pay.
/// </summary>
public static class Doorway
{
    public const int Go = 0, Wait = 1;

    /// <summary>Token at robot 0 or 1; robot 0 or 1 alone before the door; all through; robot 0 or 1 has barged in.</summary>
    public const int TokenAt0 = 0, TokenAt1 = 1, Left0 = 2, Left1 = 3, Done = 4, Barged0 = 5, Barged1 = 6, States = 7;

    private static readonly JointActions s_actions = new(2, 2);

    public static MarkovGame Game(int horizon) => new(horizon, s_actions, [.5, .5, 0, 0, 0, 0, 0], Next, Reward);

    /// <summary>The token's holder goes first; after barging the other one does.</summary>
    public static Mediator Expert(MarkovGame game) => Learner(game, barged0: [0, 0, 1, 0], barged1: [0, 1, 0, 0]);

    /// <summary>As the expert wherever it was seen, with recommendations of its own after barging.</summary>
    /// <param name="barged0">Distribution over (Go, Go), (Go, Wait), (Wait, Go), (Wait, Wait) when robot 0 barged in.</param>
    public static Mediator Learner(MarkovGame game, double[] barged0, double[] barged1) => Mediator.Of(game, (_, s) => s switch
    {
        TokenAt0 => [0, 1, 0, 0],
        TokenAt1 => [0, 0, 1, 0],
        Barged0 => barged0,
        Barged1 => barged1,
        _ => [1, 0, 0, 0],
    });

    private static IReadOnlyList<Outcome> Next(int state, int joint)
    {
        int to = (state, joint >> 1, joint & 1) switch
        {
            (Done, _, _) => Done,
            (Left0, Go, _) => Done,
            (Left1, _, Go) => Done,
            (Left0 or Left1, _, _) => state,
            (_, Go, Wait) => Left1,
            (_, Wait, Go) => Left0,
            (TokenAt0, Go, Go) => Barged1,
            (TokenAt1, Go, Go) => Barged0,
            _ => state,
        };
        return [new(to, 1)];
    }

    private static double Reward(int agent, int state, int joint)
    {
        int first = joint >> 1, second = joint & 1;
        return state switch
        {
            Done => 0,
            Left0 => agent == 0 && first == Wait ? -1 : 0,
            Left1 => agent == 1 && second == Wait ? -1 : 0,
            _ when first == Go && second == Wait => agent == 1 ? -4 : 0,
            _ when first == Wait && second == Go => agent == 0 ? -4 : 0,
            _ => -1,
        };
    }
}
