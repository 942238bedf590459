using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>Where recommendations to learn from come from: what tells cloning, MALICE and BLADES apart.</summary>
public interface IRecommendationSource
{
    /// <summary>What there is to learn from after this round; data of earlier rounds stay in it.</summary>
    /// <param name="learner">As it stands.</param>
    RecommendationData Round(Mediator learner, SeedStream seed);

    /// <summary>How far the source can tell that a learner is from the expert; the learner with the least is kept.</summary>
    double Loss(Mediator learner);
}
