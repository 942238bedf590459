using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>
/// MALICE: demonstrations alone, each weighted by how much more often the deviator that most exposes the learner comes to its
/// state than the demonstrations did. Weights of earlier rounds stay, ratios are clipped, and the guarantee is for the clipped
/// objective. Where nothing was recorded there is nothing to weight.
/// </summary>
public sealed class ReweightedDemonstrations : IRecommendationSource
{
    private readonly MarkovGame _game;
    private readonly RecommendationData _demonstrations, _weighted;
    private readonly IDensityRatio _ratio;
    private readonly double _clip;

    /// <param name="demonstrations">Of the expert while all obey.</param>
    /// <param name="clip">Greatest weight of one recommendation in one round.</param>
    /// <param name="expert">Only to tell what is not covered; what is learned does not depend on it.</param>
    /// <param name="warn">Told at once which states the demonstrations leave open.</param>
    public ReweightedDemonstrations(
        MarkovGame game, RecommendationData demonstrations, IDensityRatio ratio, double clip = 100, Mediator? expert = null, Action<string>? warn = null)
    {
        if (!(clip > 0)) throw ForewarnException.Of("clip of density ratios", $"{clip:R}", "a positive number", "100 is usual.", ExitCode.Usage);
        (_game, _demonstrations, _ratio, _clip, _weighted) = (game, demonstrations, ratio, clip, new RecommendationData(game));
        Warning = expert is null ? null : UncoveredStates.Of(game, expert).Warning;
        if (Warning is not null) warn?.Invoke(Warning);
    }

    /// <summary>
    /// Names the states that deviators reach and the expert never visits; null with full coverage, or where no expert was given
    /// to compare.
    /// </summary>
    public string? Warning { get; }

    /// <summary>Share of the last round's recorded places whose ratio was clipped.</summary>
    public double Clipped { get; private set; }

    public RecommendationData Round(Mediator learner, SeedStream seed)
    {
        double[] ratios = _ratio.Of(_game, _demonstrations, learner, Deviator(learner).Deviation, seed);
        int recorded = 0, clipped = 0;
        for (int p = 0; p < ratios.Length; p++)
        {
            if (_demonstrations.Visits(p) == 0) continue;
            recorded++;
            if (ratios[p] > _clip) clipped++;
            ratios[p] = Math.Min(ratios[p], _clip);
        }
        Clipped = (double)clipped / recorded;
        _weighted.Add(_demonstrations, ratios);
        return _weighted;
    }

    public double Loss(Mediator learner) => Deviator(learner).Value;

    /// <summary>By what was recorded: where nothing was, the learner counts as right.</summary>
    private BestDeviation Deviator(Mediator learner) => ExposingDeviator.Of(_game, learner, _demonstrations.Distances(learner));
}
