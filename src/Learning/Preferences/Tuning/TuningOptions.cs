using Forewarn.Core;
using Forewarn.Learning.Training;
using static Forewarn.Learning.Preferences.TuningSetting;

namespace Forewarn.Learning.Preferences;

/// <summary>Settings of a tuning run; a method reads those that it has a use for.</summary>
public sealed record TuningOptions
{
    /// <summary>DPO family: loss type, beta, label smoothing.</summary>
    public DpoOptions Dpo { get; init; } = new();

    /// <summary>REBEL, REFUEL: nats per unit of reward; see <see cref="RebelLoss"/>.</summary>
    public double Eta { get; init; } = 1;

    /// <summary>HyPO: weight of the reverse KL on unlabeled samples.</summary>
    public double LambdaKl { get; init; } = 0.03;

    /// <summary>PPO: half width of the ratio's band.</summary>
    public double Clip { get; init; } = 0.2;

    /// <summary>Online methods: rounds.</summary>
    public OnlineOptions Online { get; init; } = new();

    /// <summary>Offline methods: pairs per update.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Share of the labeled pairs that are never trained on.</summary>
    public double HeldOut { get; init; } = 0.2;

    public TrainingOptions Training { get; init; } = new() { Steps = 400, LearningRate = 1e-4, WarmupSteps = 20, ClipNorm = 1, LogEvery = 20 };

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Dpo.Validate();
        Online.Validate();
        Training.Validate();
        Require(Eta > 0 && double.IsFinite(Eta), "eta", Eta, "a positive number");
        Require(LambdaKl >= 0, "lambda_kl", LambdaKl, "0 or more");
        Require(Clip is > 0 and < 1, "clip", Clip, "between 0 and 1");
        Require(Batch >= 1, "batch", Batch, "1 or more");
        Require(HeldOut is >= 0 and < 1, "held_out", HeldOut, "0 to below 1");
    }

    /// <summary>What an offline method makes of pairs.</summary>
    /// <exception cref="ForewarnException">The method draws samples of its own.</exception>
    public IPairObjective PairObjective(TuningMethod method) => method switch
    {
        TuningMethod.Rebel or TuningMethod.Refuel => new RebelPairObjective(Eta),
        TuningMethod.Dpo or TuningMethod.Hypo or TuningMethod.Spin => new DpoObjective(Dpo),
        TuningMethod.Distill => new SupervisedObjective(),
        _ => throw ForewarnException.Of("method", $"{method}", "one that learns from logged pairs", "Use rebel, refuel, dpo or hypo.", ExitCode.Usage),
    };

    /// <summary>What an online method makes of a round.</summary>
    /// <exception cref="ForewarnException">The method needs labeled pairs.</exception>
    public IOnlineObjective OnlineObjective(TuningMethod method) => method switch
    {
        TuningMethod.Rebel => new RebelObjective(Eta),
        TuningMethod.OnlineDpo => new OnlineDpoObjective(Dpo),
        TuningMethod.Ppo => new PpoObjective(Clip),
        TuningMethod.Rloo => new RlooObjective(),
        TuningMethod.Remax => new ReMaxObjective(),
        _ => throw ForewarnException.Of("method", $"{method}", "one that draws samples", "Use rebel, online-dpo, ppo, rloo or remax.", ExitCode.Usage),
    };

    /// <summary>Settings of the offline loop.</summary>
    public PairOptions Pairs(TuningMethod method) => new()
    {
        Batch = Batch,
        Beta = Dpo.Beta,
        Seed = Training.Seed,
        Hypo = method == TuningMethod.Hypo ? new() { Dpo = Dpo, KlWeight = LambdaKl, PerPrompt = Math.Max(2, Online.PerPrompt), Prompts = Online.Prompts } : null,
    };
}
