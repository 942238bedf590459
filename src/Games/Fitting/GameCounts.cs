using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>
/// Counts of what was seen in a world, from which a tabular game is fitted. Outcomes that were seen after a state and joint action have
/// the shares <c>(n + c) / (N + c k)</c>, k of them seen, c the smoothing; outcomes that were not seen have none, so that what cannot be
/// reached stays so. A joint action that was never tried in a state stays there and pays the mean of what was tried.
/// </summary>
public sealed class GameCounts(JointActions actions, int states)
{
    private readonly double[] _starts = new double[states];
    private readonly SortedDictionary<int, int>[] _next =
        [.. Enumerable.Range(0, states * actions.Count).Select(_ => new SortedDictionary<int, int>())];

    private readonly double[][] _rewards = [.. Enumerable.Range(0, actions.Agents).Select(_ => new double[states * actions.Count])];
    private readonly int[] _tries = new int[states * actions.Count];

    /// <summary>Transitions counted.</summary>
    public long Transitions { get; private set; }

    /// <summary>States in which something was tried.</summary>
    public int StatesSeen => Enumerable.Range(0, states).Count(Tried);

    /// <summary>Joint actions never tried in states that were seen.</summary>
    public int RowsUntried => Enumerable.Range(0, _tries.Length).Count(row => _tries[row] == 0 && Tried(row / actions.Count));

    /// <summary>Counts the first state of an episode.</summary>
    public void Start(int state) => _starts[state]++;

    /// <param name="rewards">Of every agent, <c>[m]</c>.</param>
    public void Add(int state, int joint, ReadOnlySpan<double> rewards, int next)
    {
        Shape.Require("rewards", rewards.Length, ("m", actions.Agents));
        int row = state * actions.Count + joint;
        _next[row][next] = _next[row].GetValueOrDefault(next) + 1;
        for (int i = 0; i < rewards.Length; i++) _rewards[i][row] += rewards[i];
        _tries[row]++;
        Transitions++;
    }

    /// <summary>The game that the counts make.</summary>
    /// <param name="smoothing">c above, 0 or more.</param>
    /// <exception cref="ForewarnException">No start was counted, or the smoothing is negative.</exception>
    public MarkovGame Game(int horizon, double smoothing = 0.5)
    {
        if (!(smoothing >= 0)) throw ForewarnException.Of("smoothing", $"{smoothing}", "0 or more", "Correct it.", ExitCode.Usage);
        double starts = _starts.Sum();
        if (starts == 0) throw ForewarnException.Of("counts", "no start of an episode", "at least one", "Play episodes first.");
        return new(horizon, actions, [.. _starts.Select(n => n / starts)], (s, a) => Row(s, a, smoothing), Reward);
    }

    private IReadOnlyList<Outcome> Row(int state, int joint, double smoothing)
    {
        var seen = _next[state * actions.Count + joint];
        if (seen.Count == 0) return [new(state, 1)];
        double sum = _tries[state * actions.Count + joint] + smoothing * seen.Count;
        return [.. seen.Select(pair => new Outcome(pair.Key, (pair.Value + smoothing) / sum))];
    }

    private double Reward(int agent, int state, int joint)
    {
        int first = state * actions.Count, row = first + joint;
        if (_tries[row] > 0) return _rewards[agent][row] / _tries[row];
        if (!Tried(state)) return 0;
        return _rewards[agent].Skip(first).Take(actions.Count).Sum() / _tries.Skip(first).Take(actions.Count).Sum();
    }

    private bool Tried(int state) => _tries.AsSpan(state * actions.Count, actions.Count).ContainsAnyExcept(0);
}
