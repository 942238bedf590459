using Forewarn.Core;

namespace Forewarn.Learning.MultiAgent;

/// <summary>Search for deviations by simulation.</summary>
public sealed record BestResponseOptions
{
    private static readonly SettingCheck Check = new("Correct the best response's options.");

    /// <summary>Simulated for every agent's deviation.</summary>
    public int Episodes { get; init; } = 20_000;

    /// <summary>Simulated anew to measure what the found deviations gain.</summary>
    public int Measured { get; init; } = 10_000;

    /// <summary>Share of random answers while learning, at the start and at the end.</summary>
    public double FirstExploration { get; init; } = 1;

    public double LastExploration { get; init; } = 0.1;

    /// <summary>Learning rate of the n-th update of an entry: <c>n^-power</c>.</summary>
    public double RatePower { get; init; } = 0.8;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Episodes > 0, "episodes", Episodes, "at least 1");
        Check.Require(Measured > 3, "measured", Measured, "at least 4: half of them choose the agent, half measure it");
        Check.Require(FirstExploration is >= 0 and <= 1, "first_exploration", FirstExploration, "0 to 1");
        Check.Require(LastExploration is >= 0 and <= 1, "last_exploration", LastExploration, "0 to 1");
        Check.Require(RatePower is > 0.5 and <= 1, "rate_power", RatePower, "above .5, at most 1: otherwise it does not converge");
    }
}
