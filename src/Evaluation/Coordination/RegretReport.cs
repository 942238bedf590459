using System.Globalization;
using Forewarn.Games;

namespace Forewarn.Evaluation.Coordination;

/// <summary>How a learned mediator compares with its expert in a game: values, regrets, who deviates and how; all of it exact.</summary>
/// <param name="Values">What every agent expects while all obey the learner, by name.</param>
/// <param name="ExpertValues">The same under the expert.</param>
/// <param name="ValueGap">Largest loss of an agent while all obey.</param>
/// <param name="IsProduct">Whether the learner's recommendations could be had without a mediator.</param>
public sealed record RegretReport(
    string Game, string Learner, int Horizon, int States, int JointActions, IReadOnlyDictionary<string, double> Values,
    IReadOnlyDictionary<string, double> ExpertValues, double ValueGap, bool IsProduct, IReadOnlyList<RegretRow> Regrets)
{
    private const int Told = 6;

    /// <exception cref="Core.ForewarnException">The learner is made of independent policies and the expert correlates agents.</exception>
    public static RegretReport Of(NamedGame named, NamedMediator expert, NamedMediator learner, IReadOnlyList<DeviationClass> kinds)
    {
        var game = named.Game;
        learner.RequireCorrelation(expert, named.Names);
        RegretRow[] rows = [.. kinds.Select(kind => Row(named, expert.Mediator, learner.Mediator, kind))];
        double[] before = GameValues.Of(game, expert.Mediator), after = GameValues.Of(game, learner.Mediator);
        return new(named.Name, learner.Name, game.Horizon, game.States, game.Actions.Count, ByAgent(named, after), ByAgent(named, before),
            before.Zip(after, (a, b) => a - b).Max(), learner.Mediator.IsProduct(), rows);
    }

    /// <summary>One departure in words.</summary>
    public static string Words(GameNames names, int agent, Departure d) => string.Create(CultureInfo.InvariantCulture,
        $"step {d.Step}, '{names.States[d.State]}': told {names.Actions[agent][d.Told]}, does {names.Actions[agent][d.Does]} "
        + $"({d.Share:0.000} of episodes)");

    private static RegretRow Row(NamedGame named, Mediator expert, Mediator learner, DeviationClass kind)
    {
        var (game, names) = (named.Game, named.Names);
        var gap = RegretGap.Of(game, expert, learner, kind);
        var worst = gap.Learner.Worst;
        double[] obeyed = GameValues.Of(game, learner), deviated = GameValues.Of(game, learner, worst);
        var departures = DeviationReplay.Of(game, learner, worst).Departures;
        return new(kind, gap.Gap, gap.Learner.Value, gap.Expert.Value, names.Agents[worst.Agent], ByAgent(named, gap.Learner.PerAgent),
            Enumerable.Range(0, game.Agents).Where(i => i != worst.Agent).ToDictionary(i => names.Agents[i], i => obeyed[i] - deviated[i]),
            [.. departures.OrderByDescending(d => d.Share).Take(Told).Select(d => Words(names, worst.Agent, d))]);
    }

    private static Dictionary<string, double> ByAgent(NamedGame named, IReadOnlyList<double> values) =>
        values.Select((v, i) => (named.Names.Agents[i], v)).ToDictionary();
}
