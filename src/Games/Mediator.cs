using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>
/// Recommends a joint action at every step: a distribution over JOINT actions, so that it can correlate what agents do, as a traffic light does. Every agent
/// is told its own part only.
/// </summary>
public sealed class Mediator
{
    private readonly double[] _shares;
    private readonly int _states, _actions;

    private Mediator(int horizon, int states, JointActions actions, double[] shares) =>
        (Horizon, _states, Actions, _actions, _shares) = (horizon, states, actions, actions.Count, shares);

    public int Horizon { get; }

    public JointActions Actions { get; }

    /// <param name="shares">Distribution <c>[A]</c> for a step, 0 to H - 1, and a state.</param>
    /// <exception cref="ForewarnException">Shares that are no distribution.</exception>
    public static Mediator Of(MarkovGame game, Func<int, int, double[]> shares)
    {
        int actions = game.Actions.Count;
        var table = new double[game.Horizon * game.States * actions];
        for (int h = 0; h < game.Horizon; h++)
            for (int s = 0; s < game.States; s++)
            {
                double[] row = shares(h, s);
                Shape.Require($"recommendation at step {h} in state {s}", row.Length, ("A", actions));
                MarkovGame.RequireDistribution($"recommendation at step {h} in state {s}", row);
                row.CopyTo(table, (h * game.States + s) * actions);
            }
        return new(game.Horizon, game.States, game.Actions, table);
    }

    /// <summary>One joint action for every state, whatever the step.</summary>
    public static Mediator Always(MarkovGame game, Func<int, int> joint) => Of(game, (_, s) =>
    {
        var row = new double[game.Actions.Count];
        row[joint(s)] = 1;
        return row;
    });

    /// <summary>Every joint action equally often.</summary>
    public static Mediator Uniform(MarkovGame game)
    {
        double[] row = [.. Enumerable.Repeat(1.0 / game.Actions.Count, game.Actions.Count)];
        return Of(game, (_, _) => row);
    }

    /// <summary>Distribution over joint actions, <c>[A]</c>.</summary>
    public ReadOnlySpan<double> At(int step, int state) => _shares.AsSpan((step * _states + state) * _actions, _actions);

    /// <summary>
    /// Whether every recommendation is a product of what agents would do by themselves. Such a mediator cannot take turns on a coin toss that all see.
    /// </summary>
    public bool IsProduct(double tolerance = 1e-9) => FirstCorrelated(tolerance) is null;

    /// <summary>Where it first correlates agents, or null: it is a product.</summary>
    internal (int Step, int State)? FirstCorrelated(double tolerance = 1e-9)
    {
        for (int h = 0; h < Horizon; h++)
            for (int s = 0; s < _states; s++)
                if (TotalVariation.Of(At(h, s), ProductDistance.Product(Actions, ProductDistance.Marginals(Actions, At(h, s)))) > tolerance) return (h, s);
        return null;
    }
}
