using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Methods;

/// <summary>Every number a method may need; a row reads those of its own plug points.</summary>
public sealed record MethodOptions
{
    public MethodSettings Method { get; init; } = new();

    public IrlOptions Loop { get; init; } = new();

    public SacOptions Sac { get; init; } = new();

    public Td3Options Td3 { get; init; } = new();

    public PpoOptions Ppo { get; init; } = new();

    public IpmRewardOptions Ipm { get; init; } = new();

    public LogisticRewardOptions Logistic { get; init; } = new();

    public ScorePairOptions Score { get; init; } = new();

    /// <summary>Of the policy whose roll-ins are reset to, and of a warm start.</summary>
    public BehaviorCloningOptions Cloning { get; init; } = new();

    /// <summary>Whether the settings are sound, each part by itself.</summary>
    /// <exception cref="Core.ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Method.Validate();
        Loop.Validate();
        Sac.Validate();
        Td3.Validate();
        Ppo.Validate();
        Ipm.Validate();
        Logistic.Validate();
        Score.Validate();
        Cloning.Validate();
    }
}
