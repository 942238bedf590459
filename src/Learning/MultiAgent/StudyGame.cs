using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>A game of the study with its expert.</summary>
/// <param name="Name">In figures.</param>
/// <param name="Features">Of the neural learner; null for state and time.</param>
/// <param name="Tied">Classes of the exact learner; null for one of its own at every step and state.</param>
internal sealed record StudyGame(
    string Name, MarkovGame Game, Mediator Expert, Func<int, int, float[]>? Features = null, Func<int, int, int>? Tied = null)
{
    public static IReadOnlyList<StudyGame> All { get; } = 
        [Crossroad("crossroads", 0.3, 0), Crossroad("covered", 0.3, 0.05), DoorwayOf(6), Light, Shared];

    /// <summary>Recommendations that cannot depend on the state: the smallest class that holds no perfect learner.</summary>
    private static StudyGame Shared => Crossroad("shared", 0, 0.05) with { Features = (_, _) => [1], Tied = (_, _) => 0 };

    public double Gap(Mediator learner) => RegretGap.Of(Game, Expert, learner).Gap;

    /// <summary>Gap of agents that do by themselves, each for itself, what the expert tells them: the product of its marginals.</summary>
    public double Independent() => Gap(Mediator.Of(Game, (h, s) => ProductDistance.Product(Game.Actions, ProductDistance.Marginals(Game.Actions, Expert.At(h, s)))));

    /// <summary>Gap of the average of a thousand rounds with exact weights and no sampling.</summary>
    public double Exact(IStateWeights weights)
    {
        var imitation = new MediatorImitation(Game, Expert, weights, tied: Tied);
        for (int n = 0; n < 1000; n++) imitation.Round();
        return Gap(imitation.Average);
    }

    public IMediatorModel Model(bool neural, SeedStream seed) =>
        neural ? new NeuralMediator(Game, new NeuralMediatorOptions(), seed, Features) : new TabularMediator(Game);

    /// <summary>The correlated equilibrium of greatest welfare in chicken, which no product of independent policies expresses.</summary>
    private static StudyGame Light
    {
        get
        {
            var game = Chicken.Game.AsMarkovGame();
            return new("chicken", game, Mediator.Of(game, (_, _) => [.5, .25, .25, 0]));
        }
    }

    private static StudyGame Crossroad(string name, double onA, double startsOnB)
    {
        var game = Crossroads.Game(10, onA, startsOnB);
        return new(name, game, Crossroads.Expert(game));
    }

    private static StudyGame DoorwayOf(int horizon)
    {
        var game = Doorway.Game(horizon);
        return new("doorway", game, Doorway.Expert(game));
    }
}
