using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>The deviator's exact occupancy over the recorded shares.</summary>
public sealed class ExactRatio : IDensityRatio
{
    public double[] Of(MarkovGame game, RecommendationData demonstrations, Mediator learner, Deviation deviation, SeedStream seed)
    {
        double[][] occupancy = GameValues.Occupancy(game, learner, deviation);
        var ratios = new double[demonstrations.Places];
        for (int h = 0; h < game.Horizon; h++)
        {
            double episodes = Enumerable.Range(0, game.States).Sum(s => demonstrations.Visits(demonstrations.PlaceOf(h, s)));
            for (int s = 0; s < game.States; s++)
            {
                int place = demonstrations.PlaceOf(h, s);
                double visits = demonstrations.Visits(place);
                if (visits > 0) ratios[place] = occupancy[h][s] * episodes / visits;
            }
        }
        return ratios;
    }
}
