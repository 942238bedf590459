using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>A class of mediators that can be fitted to weighted recommendations by their log-loss.</summary>
public interface IMediatorModel
{
    /// <summary>Lowers <c>- sum w log sigma(a | h, s)</c> over the data.</summary>
    void Fit(RecommendationData data);

    /// <summary>As a table, for exact values and regrets.</summary>
    Mediator AsMediator();
}
