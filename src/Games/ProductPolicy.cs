using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>
/// Agents that choose by themselves: one distribution per agent, step and state. What they do together is always a product, so
/// they cannot stand in for a mediator that correlates; <see cref="Imitating"/> refuses to try.
/// </summary>
public sealed class ProductPolicy
{
    private readonly MarkovGame _game;
    private readonly double[][] _shares;

    private ProductPolicy(MarkovGame game, double[][] shares) => (_game, _shares) = (game, shares);

    /// <param name="shares">Distribution <c>[A_i]</c> for a step, a state and an agent.</param>
    /// <exception cref="ForewarnException">Shares that are no distribution.</exception>
    public static ProductPolicy Of(MarkovGame game, Func<int, int, int, double[]> shares)
    {
        int agents = game.Agents;
        var rows = new double[game.Horizon * game.States * agents][];
        for (int r = 0; r < rows.Length; r++)
        {
            int step = r / agents / game.States, state = r / agents % game.States, agent = r % agents;
            string place = $"policy of agent {agent} at step {step} in state {state}";
            rows[r] = shares(step, state, agent);
            Shape.Require(place, rows[r].Length, ("A_i", game.Actions.Counts[agent]));
            MarkovGame.RequireDistribution(place, rows[r]);
        }
        return new(game, rows);
    }

    /// <summary>What an expert recommends, agent by agent.</summary>
    /// <exception cref="ForewarnException">The expert correlates; the message says by how much no product can follow it.</exception>
    public static ProductPolicy Imitating(MarkovGame game, Mediator expert, double tolerance = 1e-6)
    {
        for (int h = 0; h < game.Horizon; h++)
            for (int s = 0; s < game.States; s++)
                if (ProductDistance.Of(game.Actions, expert.At(h, s)) is { AtLeast: var least, Found: var found } && found > tolerance)
                    throw ForewarnException.Of($"expert at step {h} in state {s}",
                        FormattableString.Invariant($"recommendations that agents take together: the nearest independent policies found are {found:F3} away in ")
                        + FormattableString.Invariant($"total variation, none is nearer than {least:F3}"),
                        "recommendations that independent policies can express", "Imitate it with a mediator over joint actions.", ExitCode.Usage);
        return Of(game, (h, s, i) => ProductDistance.Marginals(game.Actions, expert.At(h, s))[i]);
    }

    /// <summary>Distribution of one agent, <c>[A_i]</c>.</summary>
    public ReadOnlySpan<double> At(int step, int state, int agent) => _shares[(step * _game.States + state) * _game.Agents + agent];

    /// <summary>As the mediator that draws for every agent by itself.</summary>
    public Mediator AsMediator() => Mediator.Of(_game, (h, s) =>
        ProductDistance.Product(_game.Actions, [.. Enumerable.Range(0, _game.Agents).Select(i => At(h, s, i).ToArray())]));
}
