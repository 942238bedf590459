using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>A game of one step: what every joint action pays every agent.</summary>
public sealed class StageGame
{
    private readonly double[][] _payoffs;

    /// <param name="payoff">Of an agent for a joint action.</param>
    /// <exception cref="ForewarnException">A payoff that is not finite.</exception>
    public StageGame(JointActions actions, Func<int, int, double> payoff)
    {
        Actions = actions;
        _payoffs = [.. Enumerable.Range(0, actions.Agents).Select(i => Enumerable.Range(0, actions.Count).Select(a => payoff(i, a)).ToArray())];
        for (int i = 0; i < actions.Agents; i++)
            if (Array.FindIndex(_payoffs[i], p => !double.IsFinite(p)) is int bad and >= 0)
                throw ForewarnException.Of($"payoff of agent {i} for joint action {bad}", $"{_payoffs[i][bad]}", "a finite number", "Correct the game.", ExitCode.Usage);
    }

    public JointActions Actions { get; }

    public double Payoff(int agent, int joint) => _payoffs[agent][joint];

    /// <summary>Sum over agents.</summary>
    public double Welfare(int joint) => _payoffs.Sum(p => p[joint]);

    /// <summary>As a Markov game of one state and one step.</summary>
    public MarkovGame AsMarkovGame() => new(1, Actions, [1], (_, _) => [new(0, 1)], (i, _, a) => _payoffs[i][a]);
}
