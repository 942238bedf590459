using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>
/// A Markov game of finite horizon: every step all agents act at once, every agent has rewards of its own. Transitions are kept
/// sparse, so that the cost of a dynamic program follows the outcomes that exist.
/// </summary>
public sealed class MarkovGame
{
    // What rows of shares summed in doubles are off by.
    private const double Tolerance = 1e-9;
    private readonly Outcome[] _outcomes;
    private readonly int[] _starts;
    private readonly double[][] _rewards;

    /// <param name="horizon">Steps of an episode, <c>H</c>.</param>
    /// <param name="initial">Share of every state at the start, <c>[S]</c>.</param>
    /// <param name="transition">Outcomes of a state and a joint action.</param>
    /// <param name="reward">Reward of an agent for a state and a joint action.</param>
    /// <exception cref="ForewarnException">
    /// A row that is no distribution, a state that does not exist, a number that is not finite.
    /// </exception>
    public MarkovGame(
        int horizon, JointActions actions, double[] initial, Func<int, int, IReadOnlyList<Outcome>> transition, Func<int, int, int, double> reward)
    {
        if (horizon < 1) throw Bad("horizon", $"{horizon}", "1 or more");
        (Horizon, Actions, States) = (horizon, actions, initial.Length);
        Initial = [.. initial];
        RequireDistribution("initial states", initial);
        _starts = new int[States * actions.Count + 1];
        var outcomes = new List<Outcome>();
        for (int s = 0; s < States; s++)
            for (int a = 0; a < actions.Count; a++)
            {
                outcomes.AddRange(Row(s, a, transition(s, a)));
                _starts[s * actions.Count + a + 1] = outcomes.Count;
            }
        _outcomes = [.. outcomes];
        _rewards = [.. Enumerable.Range(0, actions.Agents).Select(i => Table(i, reward))];
    }

    /// <summary><c>H</c>.</summary>
    public int Horizon { get; }

    /// <summary><c>S</c>.</summary>
    public int States { get; }

    public JointActions Actions { get; }

    public int Agents => Actions.Agents;

    /// <summary>Share of every state at the start, <c>[S]</c>.</summary>
    public IReadOnlyList<double> Initial { get; }

    /// <summary>Where a joint action leads; probabilities sum to 1.</summary>
    public ReadOnlySpan<Outcome> Next(int state, int joint)
    {
        int row = state * Actions.Count + joint;
        return _outcomes.AsSpan(_starts[row].._starts[row + 1]);
    }

    public double Reward(int agent, int state, int joint) => _rewards[agent][state * Actions.Count + joint];

    /// <summary>Adds to every joint action the expected value of the state that it leads to.</summary>
    /// <param name="value"><c>[S]</c>.</param>
    /// <param name="sums"><c>[A]</c>.</param>
    internal void AddExpected(int state, ReadOnlySpan<double> value, Span<double> sums)
    {
        int row = state * Actions.Count, next = _starts[row];
        for (int a = 0; a < sums.Length; a++)
        {
            double sum = 0;
            foreach (var outcome in _outcomes.AsSpan(next.._starts[row + a + 1])) sum += outcome.Probability * value[outcome.State];
            next = _starts[row + a + 1];
            sums[a] += sum;
        }
    }

    /// <summary>Rewards of an agent, <c>[S, A]</c>.</summary>
    internal double[] Rewards(int agent) => _rewards[agent];

    /// <summary>The same game under other rewards, for questions about every reward of a class.</summary>
    public MarkovGame WithRewards(Func<int, int, int, double> reward) =>
        new(Horizon, Actions, [.. Initial], (s, a) => Next(s, a).ToArray(), reward);

    private IReadOnlyList<Outcome> Row(int state, int joint, IReadOnlyList<Outcome> row)
    {
        string place = $"transition of state {state} under joint action {joint}";
        foreach (var outcome in row)
            if (outcome.State < 0 || outcome.State >= States) throw Bad(place, $"state {outcome.State}", $"0 to {States - 1}");
        RequireDistribution(place, [.. row.Select(o => o.Probability)]);
        return row;
    }

    private double[] Table(int agent, Func<int, int, int, double> reward)
    {
        var table = new double[States * Actions.Count];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = reward(agent, i / Actions.Count, i % Actions.Count);
            if (!double.IsFinite(table[i]))
                throw Bad($"reward of agent {agent} in state {i / Actions.Count} for joint action {i % Actions.Count}", $"{table[i]}", "a finite number");
        }
        return table;
    }

    internal static void RequireDistribution(string place, ReadOnlySpan<double> shares)
    {
        double sum = 0;
        foreach (double share in shares)
        {
            if (!(share >= 0)) throw Bad(place, $"a share of {share}", "0 or more");
            sum += share;
        }
        if (!(Math.Abs(sum - 1) <= Tolerance)) throw Bad(place, $"shares that sum to {sum:R}", "1");
    }

    private static ForewarnException Bad(string thing, string found, string wanted) =>
        ForewarnException.Of(thing, found, wanted, "Correct the game.", ExitCode.Usage);
}
