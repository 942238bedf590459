using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Evaluation.Coordination;

/// <summary>The worst deviation from a mediator, told step by step.</summary>
/// <param name="Regret">Who deviates and what that gains.</param>
/// <param name="Replay">What it does and costs, in expectation.</param>
/// <param name="Samples">Played episodes, each with and without the deviation.</param>
/// <param name="SampledFrom">Where the episodes were played, in words.</param>
/// <param name="Scene">Where they move; null for a game without places.</param>
public sealed record DeviationStory(
    NamedGame Game, string Mediator, Regret Regret, DeviationReplay Replay, IReadOnlyList<PlayedPair> Samples, string SampledFrom,
    DeviationScene? Scene = null)
{
    /// <summary>The worst deviation of a class, with episodes drawn from the game.</summary>
    /// <param name="samples">Episodes to draw.</param>
    public static DeviationStory Of(NamedGame named, NamedMediator mediator, DeviationClass kind, int samples, SeedStream seed)
    {
        var (game, own) = (named.Game, mediator.Mediator);
        var regret = Regret.Of(game, own, kind);
        return new(named, mediator.Name, regret, DeviationReplay.Of(game, own, regret.Worst),
        [
            .. Enumerable.Range(0, samples).Select(n => new PlayedPair(
                GamePlay.Sample(game, own, null, seed.Child("sample", n)), GamePlay.Sample(game, own, regret.Worst, seed.Child("sample", n)))),
        ], "drawn from the game");
    }
}
