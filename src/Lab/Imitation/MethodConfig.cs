using Forewarn.Cli.Configs;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.InverseRl.Methods;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Lab.Imitation;

/// <summary>The options of a method as sections of a configuration.</summary>
internal static class MethodConfig
{
    /// <summary>A row's own defaults with files and settings over them.</summary>
    public static MethodOptions Of(ResolvedConfig config, MethodRow row)
    {
        var standing = MethodDefaults.Of(row);
        return new()
        {
            Method = config.Over(standing.Method),
            Loop = config.Over(standing.Loop),
            Sac = config.Over(standing.Sac),
            Td3 = config.Over(standing.Td3),
            Ppo = config.Over(standing.Ppo),
            Ipm = config.Over(standing.Ipm),
            Logistic = config.Over(standing.Logistic),
            Score = config.Over(standing.Score),
            Cloning = config.Over(standing.Cloning),
        };
    }

    /// <summary>The configuration that holds these options.</summary>
    public static ResolvedConfig Write(ResolvedConfig config, MethodOptions options) => config.With(options.Method).With(options.Loop)
        .With(options.Sac).With(options.Td3).With(options.Ppo).With(options.Ipm).With(options.Logistic).With(options.Score).With(options.Cloning);

    /// <summary>The sections that a row reads.</summary>
    public static IReadOnlyList<Type> Sections(MethodRow row, MethodSettings settings)
    {
        List<Type> sections = [typeof(MethodSettings), typeof(IrlOptions)];
        sections.Add((settings.Optimizer ?? row.Optimizer) switch
        {
            OptimizerKind.Sac => typeof(SacOptions),
            OptimizerKind.Td3 => typeof(Td3Options),
            _ => typeof(PpoOptions),
        });
        if (row.Reward is RewardKind.Ipm or RewardKind.IpmEnsemble) sections.Add(typeof(IpmRewardOptions));
        if (row.Reward == RewardKind.Logistic) sections.Add(typeof(LogisticRewardOptions));
        if (row.Reward == RewardKind.ScorePair) sections.Add(typeof(ScorePairOptions));
        if ((settings.Resets ?? row.Resets) == ResetKind.CloneRollIn || settings.WarmStartSteps > 0) sections.Add(typeof(BehaviorCloningOptions));
        return sections;
    }
}
