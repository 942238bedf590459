using Forewarn.Core;

namespace Forewarn.Learning.InverseRl.Methods;

/// <summary>Every method of the loop. Another one is another row.</summary>
public static class MethodRows
{
    public static IReadOnlyList<MethodRow> All { get; } =
    [
        new("sac", "Soft actor-critic on the task's own reward: makes experts and upper bounds.", RewardKind.Task, OptimizerKind.Sac),
        new("td3", "Twin delayed actor-critic on the task's own reward.", RewardKind.Task, OptimizerKind.Td3),
        new("ppo", "Clipped policy gradient on the task's own reward.", RewardKind.Task, OptimizerKind.Ppo),
        new("mm", "Moment matching: a critic with a gradient penalty, episodes from the task's start.", RewardKind.Ipm),
        new("gail", "A logistic discriminator and on-policy search.", RewardKind.Logistic, OptimizerKind.Ppo),
        new("dac", "A logistic discriminator on the replay and off-policy search.", RewardKind.Logistic, Data: LearnerData.Replay),
        new("filter", "Moment matching with episodes that start at the expert's states.", RewardKind.Ipm, Resets: ResetKind.Expert),
        new("hype", "Moment matching with a share of expert transitions in every batch.", RewardKind.Ipm, Hybrid: true),
        new("hype-filter", "HyPE with FILTER's resets.", RewardKind.Ipm, Resets: ResetKind.Expert, Hybrid: true),
        new("guitar", "Moment matching with episodes that start where a realizable policy goes.", RewardKind.Ipm, Resets: ResetKind.Offline),
        new("hype-guitar", "HyPE with GUITAR's resets.", RewardKind.Ipm, Resets: ResetKind.Offline, Hybrid: true),
        new("smiling", "Match the score of the expert's diffused states; no discriminator.", RewardKind.ScorePair, Data: LearnerData.Replay),
        new("irl", "A critic against the latest policy, on-policy search.", RewardKind.Ipm, OptimizerKind.Ppo, Data: LearnerData.Replay),
        new("irl++", "An ensemble of critics against all policies so far, with policies that start anew.",
            RewardKind.IpmEnsemble, OptimizerKind.Ppo, Data: LearnerData.AllPolicies),
    ];

    /// <exception cref="ForewarnException">No such method.</exception>
    public static MethodRow Find(string name) => All.FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw ForewarnException.Of("method", $"'{name}'", string.Join(", ", All.Select(r => r.Name)), "Name one of them.", ExitCode.Usage);
}
