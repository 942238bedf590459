using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>How much more often a deviator comes to a place than demonstrations did.</summary>
public interface IDensityRatio
{
    /// <returns><c>d(h, s) / d_E(h, s)</c> for every place <c>[H S]</c>; 0 where nothing was recorded.</returns>
    double[] Of(MarkovGame game, RecommendationData demonstrations, Mediator learner, Deviation deviation, SeedStream seed);
}
