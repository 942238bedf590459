using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>A mediator with its name.</summary>
/// <param name="Independent">Whether it was given as policies of the single agents, which cannot correlate anything.</param>
public sealed record NamedMediator(string Name, Mediator Mediator, bool Independent = false)
{
    /// <summary>Refuses policies of single agents in the place of an expert that correlates what agents do.</summary>
    /// <exception cref="ForewarnException">It is such a one.</exception>
    public void RequireCorrelation(NamedMediator expert, GameNames names)
    {
        if (!Independent || expert.Mediator.FirstCorrelated() is not var (step, state)) return;
        throw ForewarnException.Of(
            $"mediator '{Name}'", "policies of the single agents (\"independent\")",
            $"shares of joint actions, as '{expert.Name}' correlates agents in state '{names.States[state]}' at step {step}",
            "Independent policies cannot take turns on a coin that all see: give \"joint\" shares.", ExitCode.Usage);
    }
}
