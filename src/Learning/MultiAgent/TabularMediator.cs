using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>A distribution of its own for every step and state: fitted, the recorded shares; uniform where nothing was recorded.</summary>
public sealed class TabularMediator(MarkovGame game) : IMediatorModel
{
    private Mediator _fitted = Mediator.Uniform(game);

    public void Fit(RecommendationData data)
    {
        int actions = game.Actions.Count;
        _fitted = Mediator.Of(game, (h, s) =>
        {
            int place = data.PlaceOf(h, s);
            double visits = data.Visits(place);
            return visits > 0 ? Array.ConvertAll(data.At(place).ToArray(), weight => weight / visits) : [.. Enumerable.Repeat(1.0 / actions, actions)];
        });
    }

    public Mediator AsMediator() => _fitted;
}
