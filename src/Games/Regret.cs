namespace Forewarn.Games;

/// <summary>What the agent with most to gain from deviating would gain; 0 for an equilibrium.</summary>
/// <param name="Value">Gain of the worst agent.</param>
/// <param name="PerAgent"><c>[m]</c>.</param>
/// <param name="Worst">Its deviation.</param>
public sealed record Regret(DeviationClass Kind, double Value, IReadOnlyList<double> PerAgent, Deviation Worst)
{
    public static Regret Of(MarkovGame game, Mediator mediator, DeviationClass kind)
    {
        BestDeviation[] best = [.. Enumerable.Range(0, game.Agents).Select(i => BestDeviation.Of(game, mediator, i, kind))];
        double[] gains = [.. best.Select((b, i) => b.Value - GameValues.Of(game, mediator, i))];
        int worst = Array.IndexOf(gains, gains.Max());
        return new(kind, gains[worst], gains, best[worst].Deviation);
    }
}
