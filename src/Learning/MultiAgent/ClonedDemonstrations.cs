using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>J-BC: demonstrations as they are.</summary>
/// <param name="demonstrations">Of the expert while all obey, as <see cref="Draw"/> records them.</param>
public sealed class ClonedDemonstrations(RecommendationData demonstrations) : IRecommendationSource
{
    public RecommendationData Round(Mediator learner, SeedStream seed) => demonstrations;

    /// <summary>Total variation over the recorded steps of an episode.</summary>
    public double Loss(Mediator learner)
    {
        double[][] distances = demonstrations.Distances(learner);
        double sum = 0, visits = 0;
        for (int p = 0; p < demonstrations.Places; p++)
        {
            int states = distances[0].Length;
            sum += demonstrations.Visits(p) * distances[p / states][p % states];
            visits += demonstrations.Visits(p);
        }
        return demonstrations.Horizon * sum / visits;
    }

    /// <summary>Records episodes of an expert while all obey.</summary>
    /// <exception cref="ForewarnException">No episode.</exception>
    public static RecommendationData Draw(MarkovGame game, Mediator expert, int episodes, SeedStream seed)
    {
        if (episodes < 1) throw ForewarnException.Of("demonstrations", $"{episodes} episodes", "at least 1", "Record some.", ExitCode.Usage);
        var data = new RecommendationData(game);
        var simulator = new GameSimulator(game, expert);
        var steps = new EpisodeStep[game.Horizon];
        for (int e = 0; e < episodes; e++)
        {
            simulator.Play(steps, seed.Child("demonstration", e));
            for (int h = 0; h < steps.Length; h++) data.Add(h, steps[h].State, steps[h].Told);
        }
        return data;
    }
}
