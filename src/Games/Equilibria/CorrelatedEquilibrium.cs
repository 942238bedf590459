namespace Forewarn.Games;

/// <summary>
/// Correlated equilibria of a stage game by linear programming: shares of joint actions from which no agent gains by answering its own
/// recommendation otherwise.
/// </summary>
public static class CorrelatedEquilibrium
{
    /// <summary>The one with the greatest sum of payoffs.</summary>
    /// <returns>Share of every joint action, <c>[A]</c>.</returns>
    public static double[] OfGreatestWelfare(StageGame game) => Best(game, game.Welfare, DeviationClass.Swap);

    /// <summary>The coarse one with the greatest sum of payoffs: nobody gains by one action of its own, whatever it is told.</summary>
    /// <returns><c>[A]</c>.</returns>
    public static double[] CoarseOfGreatestWelfare(StageGame game) => Best(game, game.Welfare, DeviationClass.Constant);

    /// <summary>The one that an agent likes best.</summary>
    /// <returns><c>[A]</c>.</returns>
    public static double[] BestFor(StageGame game, int agent) => Best(game, a => game.Payoff(agent, a), DeviationClass.Swap);

    private static double[] Best(StageGame game, Func<int, double> objective, DeviationClass kind)
    {
        var actions = game.Actions;
        var program = new LinearProgram([.. Enumerable.Range(0, actions.Count).Select(objective)]);
        program.Equal([.. Enumerable.Repeat(1.0, actions.Count)], 1);
        for (int i = 0; i < actions.Agents; i++)
            for (int b = 0; b < actions.Counts[i]; b++)
            {
                if (kind == DeviationClass.Constant) program.AtMost(Gains(game, i, b, _ => true), 0);
                else
                    for (int told = 0; told < actions.Counts[i]; told++)
                        if (told != b) program.AtMost(Gains(game, i, b, a => actions.Of(a, i) == told), 0);
            }
        return program.Maximize();
    }

    /// <summary>What an agent gains by an action in the place of every recommendation that matters, per unit of share, <c>[A]</c>.</summary>
    private static double[] Gains(StageGame game, int agent, int action, Func<int, bool> matters) =>
        [.. Enumerable.Range(0, game.Actions.Count).Select(a => matters(a) ? game.Payoff(agent, game.Actions.With(a, agent, action)) - game.Payoff(agent, a) : 0)];
}
