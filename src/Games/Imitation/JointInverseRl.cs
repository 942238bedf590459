namespace Forewarn.Games;

/// <summary>
/// J-IRL: the mediator as ONE agent whose visits to states and joint actions are to equal the expert's, the game of a reward that
/// tells the two apart against a policy that earns it. For rewards linear in (step, state, joint action) that game is
/// <c>min_d |d - d_E|^2 / 2</c> over the occupancies that the game allows, solved by Frank-Wolfe with exact line search: the reward
/// is <c>d_E - d</c>, the answer an exact best response by dynamic programming. Matches every value; says as little as cloning
/// about states where nobody goes while all obey.
/// </summary>
public sealed class JointInverseRl
{
    private readonly MarkovGame _game;
    private readonly double[][] _expert, _own;

    /// <summary>Starts from uniform recommendations.</summary>
    public JointInverseRl(MarkovGame game, Mediator expert)
    {
        _game = game;
        _expert = GameValues.JointOccupancy(game, expert);
        _own = GameValues.JointOccupancy(game, Mediator.Uniform(game));
        Last = FromOccupancy();
    }

    /// <summary>Rounds done.</summary>
    public int Rounds { get; private set; }

    /// <summary>The mediator whose occupancy has been reached; uniform where that is zero.</summary>
    public Mediator Last { get; private set; }

    /// <summary>
    /// <c>sum |d - d_E|</c>, from 0 to 2 H: no agent's value differs by more under any reward within [-1, 1].
    /// </summary>
    public double Mismatch => _own.Zip(_expert, (own, wanted) => own.Zip(wanted, (a, b) => Math.Abs(a - b)).Sum()).Sum();

    /// <summary>
    /// What the last reward's best response earned above the learner: an upper bound on <c>|d - d_E|^2</c>, 0 at the solution.
    /// </summary>
    public double Advantage { get; private set; } = double.PositiveInfinity;

    public void Round()
    {
        double[][] reward = [.. _expert.Select((row, h) => row.Select((wanted, i) => wanted - _own[h][i]).ToArray())];
        double[][] answer = GameValues.JointOccupancy(_game, BestResponse(reward));
        double gain = 0, length = 0;
        for (int h = 0; h < reward.Length; h++)
            for (int i = 0; i < reward[h].Length; i++)
            {
                double way = answer[h][i] - _own[h][i];
                gain += reward[h][i] * way;
                length += way * way;
            }
        (Rounds, Advantage) = (Rounds + 1, Math.Max(0, gain));
        if (gain <= 0 || length == 0) return;
        double step = Math.Min(1, gain / length);
        for (int h = 0; h < reward.Length; h++)
            for (int i = 0; i < reward[h].Length; i++) _own[h][i] += step * (answer[h][i] - _own[h][i]);
        Last = FromOccupancy();
    }

    /// <summary>Best joint action at every step and state for one agent that chooses for all.</summary>
    private Mediator BestResponse(double[][] reward)
    {
        int actions = _game.Actions.Count;
        var choice = new int[_game.Horizon, _game.States];
        double[] next = new double[_game.States], value = new double[_game.States], backup = new double[actions];
        for (int h = _game.Horizon - 1; h >= 0; h--)
        {
            for (int s = 0; s < _game.States; s++)
            {
                reward[h].AsSpan(s * actions, actions).CopyTo(backup);
                _game.AddExpected(s, next, backup);
                int best = 0;
                for (int a = 1; a < actions; a++) if (backup[a] > backup[best]) best = a;
                (choice[h, s], value[s]) = (best, backup[best]);
            }
            (next, value) = (value, next);
        }
        return Mediator.Of(_game, (h, s) =>
        {
            var row = new double[actions];
            row[choice[h, s]] = 1;
            return row;
        });
    }

    private Mediator FromOccupancy() => Mediator.Of(_game, (h, s) =>
    {
        double[] row = _own[h].AsSpan(s * _game.Actions.Count, _game.Actions.Count).ToArray();
        double sum = row.Sum();
        return sum > 0 ? [.. row.Select(share => share / sum)] : [.. row.Select(_ => 1.0 / row.Length)];
    });
}
