using Forewarn.Learning.InverseRl.Methods;

namespace Forewarn.Learning.Tests.InverseRl.Methods;

/// <summary>Every row at a size that runs in no time.</summary>
internal static class SmallMethods
{
    public static MethodOptions Of(string name)
    {
        var standing = MethodDefaults.Of(MethodRows.Find(name));
        return standing with
        {
            Loop = standing.Loop with { Steps = 240, IterationSteps = 60, EvaluateEvery = 120, EvaluationEpisodes = 2, RollOuts = 1, KeptPerIteration = 10 },
            Sac = standing.Sac with { Hidden = [8], Batch = 16, StartSteps = 30 },
            Td3 = standing.Td3 with { Hidden = [8], Batch = 16, StartSteps = 30 },
            Ppo = standing.Ppo with { Environments = 2, RollOutSteps = 15, Hidden = [8], Minibatches = 2, Epochs = 2 },
            Ipm = standing.Ipm with { Hidden = [8], Batch = 32, StepsPerUpdate = 2 },
            Logistic = standing.Logistic with { Hidden = [8], Batch = 32, StepsPerUpdate = 2 },
            Score = standing.Score with { Hidden = 8, Batch = 16, ExpertSteps = 20, StepsPerUpdate = 2, DiffusionTimes = 50, RewardTimes = 5 },
            Method = standing.Method with { Ensemble = 2 },
            Cloning = standing.Cloning with { Hidden = [8], Steps = 20, Batch = 16 },
        };
    }
}
