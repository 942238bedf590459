using System.Globalization;
using Forewarn.Learning.InverseRl.Evolution;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation.Tasks.Control.Puck;

namespace Forewarn.Learning.Imitation.Studies.Retraining;

/// <summary>Sizes of the retraining studies: EvIL's recipe at a scale where a seed takes a minute of one core.</summary>
public sealed record RetrainingSettings
{
    /// <summary>Learner, expert and retrained policies alike.</summary>
    public PpoOptions Ppo { get; init; } = new()
    {
        Environments = 16, RollOutSteps = 30, Hidden = [32, 32], LearningRate = 1e-3, Epochs = 6, Minibatches = 8, Gamma = 0.97,
        ReplayCapacity = 480,
    };

    /// <summary>Steps that the expert trains on the task's own reward.</summary>
    public long ExpertSteps { get; init; } = 96_000;

    /// <summary>Episodes of the expert that are imitated.</summary>
    public int Demonstrations { get; init; } = 20;

    /// <summary>Learning steps of inverse reinforcement learning.</summary>
    public long IrlSteps { get; init; } = 96_000;

    /// <summary>Share of every roll-out that all policies' data keeps.</summary>
    public double KeptShare { get; init; } = 0.25;

    /// <summary>Members of an ensemble.</summary>
    public int Members { get; init; } = 5;

    /// <summary>Steps of every retraining.</summary>
    public long RetrainSteps { get; init; } = 96_000;

    /// <summary>Retrainings of every reward; figures are their means.</summary>
    public int Retrainings { get; init; } = 3;

    /// <summary>Probability per iteration that the policy of IRL++ starts anew, falling to <see cref="LastReinitialize"/>.</summary>
    public double Reinitialize { get; init; } = 0.1;

    public double LastReinitialize { get; init; } = 0.02;

    public IpmRewardOptions Critic { get; init; } = IpmRewardOptions.IrlPlusPlus with
    {
        Hidden = [32, 32], Batch = 128, StepsPerUpdate = 10, DecaySteps = 2000,
    };

    /// <summary>Steps of the short training inside the evolution, and of the retrainings that its potential is judged by.</summary>
    public long ShortSteps { get; init; } = 12_000;

    public OpenEsOptions Evolution { get; init; } = new() { Population = 32, Sigma = 0.1, LearningRate = 0.05, Generations = 40 };

    /// <summary>Paired retrainings with and without a potential, per seed and world.</summary>
    public int Pairs { get; init; } = 12;

    /// <summary>The other worlds.</summary>
    public IReadOnlyDictionary<string, PuckOptions> Altered { get; init; } = new Dictionary<string, PuckOptions>
    {
        ["heavy"] = new() { Mass = 1.6 },
        ["slippery_wind"] = new() { Drag = 0, Wind = 0.3 },
    };

    internal Dictionary<string, string> Describe() => new()
    {
        ["task"] = "puck: 2-D mass with walls, 60 steps of 0.1 s, start 0.8 to 1.4 m from the middle, 1 per step within 0.15 m, falling linearly to 0 at 0.75 m",
        ["ppo"] = string.Create(CultureInfo.InvariantCulture,
            $"{Ppo.Environments} x {Ppo.RollOutSteps} steps, {string.Join(", ", Ppo.Hidden)} tanh, rate {Ppo.LearningRate}, "
                + $"{Ppo.Epochs} epochs of {Ppo.Minibatches} minibatches, gamma {Ppo.Gamma}"),
        ["expert"] = $"PPO on the task's reward, {ExpertSteps} steps; {Demonstrations} episodes by its mean action",
        ["irl"] = string.Create(CultureInfo.InvariantCulture,
            $"{IrlSteps} steps, one update per roll-out: {Critic.StepsPerUpdate} steps of batch {Critic.Batch}, "
                + $"critic {string.Join(", ", Critic.Hidden)}, rate {Critic.LearningRate} falling linearly, state alone"),
        ["irl++"] = string.Create(CultureInfo.InvariantCulture, $"{Members} critics, all policies' data, re-initialization {Reinitialize} falling to {LastReinitialize}"),
        ["retraining"] = $"fresh PPO, frozen reward, {RetrainSteps} steps, mean of {Retrainings}",
        ["score"] = "0 = uniformly random actions, 1 = the expert",
    };
}
