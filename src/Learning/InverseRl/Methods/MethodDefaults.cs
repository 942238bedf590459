using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Methods;

/// <summary>
/// Settings that a row has where nobody says otherwise: those of the published code, except that PPO is set for tens of environments
/// instead of thousands and evaluations are more frequent.
/// </summary>
public static class MethodDefaults
{
    private static readonly PpoOptions Ppo = new() { Environments = 16, RollOutSteps = 128, Epochs = 10, ReplayCapacity = 2048 };

    private static readonly SacOptions GuitarSac = new()
    {
        LearningRate = 7.3e-4, Sawtooth = true, Optimistic = true, Gamma = 0.98, Tau = 0.02, StartSteps = 100,
    };

    private static readonly SacOptions SmilingSac = new()
    {
        Hidden = [1024, 1024], LearningRate = 1e-4, Batch = 1024, Temperature = 0.1, StartSteps = 5000,
    };

    private static readonly Td3Options GuitarTd3 = new() { Optimistic = true, StartSteps = 100 };

    public static MethodOptions Of(MethodRow row) => row.Reward switch
    {
        RewardKind.Task => new() { Loop = new() { Steps = 1_000_000, IterationSteps = OnPolicy(row) ? RollOut : 1000, Data = row.Data }, Ppo = Ppo },
        RewardKind.Ipm when !OnPolicy(row) => new()
        {
            Loop = new() { Steps = 500_000, IterationSteps = 5000, Data = row.Data, RestartEpisodes = true },
            Sac = GuitarSac, Td3 = GuitarTd3 with { Cloning = row.Hybrid }, Ppo = Ppo,
        },
        RewardKind.Ipm => new()
        {
            Loop = new() { Steps = 2_000_000, IterationSteps = RollOut, Data = row.Data, EvaluateEvery = 50_000 },
            Ppo = Ppo, Ipm = IpmRewardOptions.IrlPlusPlus,
        },
        RewardKind.IpmEnsemble => new()
        {
            Loop = new()
            {
                Steps = 2_000_000, IterationSteps = RollOut, Data = row.Data, Reinitialize = 0.03, LastReinitialize = 3e-4, EvaluateEvery = 50_000,
            },
            Ppo = Ppo, Ipm = IpmRewardOptions.IrlPlusPlus,
        },
        RewardKind.Logistic => new()
        {
            Loop = new() { Steps = OnPolicy(row) ? 2_000_000 : 500_000, IterationSteps = OnPolicy(row) ? RollOut : 1001, Data = LearnerData.Replay },
            Sac = SmilingSac, Ppo = Ppo,
        },
        _ => new() { Loop = new() { Steps = 500_000, IterationSteps = 1001, Data = row.Data }, Sac = SmilingSac, Ppo = Ppo },
    };

    private static long RollOut => Ppo.Environments * Ppo.RollOutSteps;

    private static bool OnPolicy(MethodRow row) => row.Optimizer == OptimizerKind.Ppo;
}
