using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>
/// BLADES: plays the learner against the deviator that most exposes it and asks the expert for a recommendation at every state on
/// the way; what was asked in earlier rounds stays in the data, as in DAgger.
/// </summary>
public sealed class QueriedDeviations : IRecommendationSource
{
    private readonly MarkovGame _game;
    private readonly Mediator _expert;
    private readonly int _episodes;
    private readonly RecommendationData _data;

    /// <param name="expert">
    /// Can be asked anywhere: for its distribution by the search for the deviator, for drawn recommendations by the data.
    /// </param>
    /// <param name="episodes">Per round.</param>
    public QueriedDeviations(MarkovGame game, Mediator expert, int episodes)
    {
        if (episodes < 1) throw ForewarnException.Of("episodes of a round", $"{episodes}", "at least 1", "Ask for some.", ExitCode.Usage);
        (_game, _expert, _episodes, _data) = (game, expert, episodes, new RecommendationData(game));
    }

    /// <summary>Recommendations that the expert was asked for so far.</summary>
    public long Queries { get; private set; }

    public RecommendationData Round(Mediator learner, SeedStream seed)
    {
        var deviation = ExposingDeviator.Of(_game, _expert, learner).Deviation;
        var simulator = new GameSimulator(_game, learner);
        var steps = new EpisodeStep[_game.Horizon];
        var asked = seed.Child("asked");
        for (int e = 0; e < _episodes; e++)
        {
            simulator.Play(steps, seed.Child("episode", e), deviation.Agent, deviation.Answer);
            for (int h = 0; h < steps.Length; h++)
                _data.Add(h, steps[h].State, GamePlay.Draw(_expert.At(h, steps[h].State), asked.NextDouble()));
            Queries += steps.Length;
        }
        return _data;
    }

    public double Loss(Mediator learner) => ExposingDeviator.Of(_game, _expert, learner).Value;
}
