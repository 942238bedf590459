using Forewarn.Core;

namespace Forewarn.Learning.Imitation;

/// <summary>
/// Data set aggregation (Ross et al. 2011): the learner plays, the expert says what it would have done, the learner clones all of it.
/// </summary>
public sealed record DAggerOptions
{
    public int Rounds { get; init; } = 10;

    /// <summary>Environment steps of a round, all labeled by the expert.</summary>
    public int StepsPerRound { get; init; } = 1000;

    /// <summary>Probability per step that the expert acts in the first round.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>What that probability is multiplied by from round to round; 0 lets the expert act in the first round alone.</summary>
    public double BetaDecay { get; init; }

    /// <summary>Gradient steps per round; the network and its optimizer go on.</summary>
    public int UpdatesPerRound { get; init; } = 2000;

    /// <summary>Rounds between two evaluations; the end always has one.</summary>
    public int EvaluateEvery { get; init; } = 1;

    /// <summary>Network, loss, batch, rates, evaluation episodes, time limit and seed.</summary>
    public BehaviorCloningOptions Cloning { get; init; } = new();

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Cloning.Validate();
        BehaviorCloningOptions.Check.Require(Rounds > 0, "rounds", Rounds, "at least 1");
        BehaviorCloningOptions.Check.Require(StepsPerRound > 0, "steps_per_round", StepsPerRound, "at least 1");
        BehaviorCloningOptions.Check.Require(Beta is >= 0 and <= 1, "beta", Beta, "0 to 1");
        BehaviorCloningOptions.Check.Require(BetaDecay is >= 0 and <= 1, "beta_decay", BetaDecay, "0 to 1");
        BehaviorCloningOptions.Check.Require(UpdatesPerRound > 0, "updates_per_round", UpdatesPerRound, "at least 1");
        BehaviorCloningOptions.Check.Require(EvaluateEvery > 0, "evaluate_every", EvaluateEvery, "at least 1");
    }
}
