using Forewarn.Cli.Configs;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Cli.Composition;

/// <summary>Sections that run-time verbs read.</summary>
public static class CliSections
{
    public static ConfigSchema Schema { get; } = new(
        [
            ConfigSection.Of<CupOptions>("task"),
            ConfigSection.Of<GuardOptions>("guards"),
            ConfigSection.Of<ModelNames>("models"),
            ConfigSection.Of<EvaluationOptions>("evaluation"),
        ],
        elsewhere: ["collect", "train"]);
}
