using Forewarn.Core;

namespace Forewarn.Learning.Imitation;

/// <summary>How many demonstrations are recorded, and of what kind.</summary>
public sealed record DemonstrationOptions
{
    private static readonly SettingCheck Check = new("Correct what is to be recorded.");

    /// <summary>Transitions in the whole set; the last episode is cut. 0 = as many as <see cref="Episodes"/> have.</summary>
    public int Transitions { get; init; }

    /// <summary>Episodes in the whole set; 0 = as many as <see cref="Transitions"/> need.</summary>
    public int Episodes { get; init; }

    /// <summary>Probability that an action is replaced by one drawn uniformly; the replacement is what is recorded.</summary>
    public double Tremble { get; init; }

    /// <summary>Keep only episodes that reach the time limit, as published demonstration sets do.</summary>
    public bool WholeEpisodes { get; init; } = true;

    /// <summary>Draw actions from the policy; off, it acts by its mean.</summary>
    public bool Stochastic { get; init; }

    /// <summary>Keep the environment's exact state before every transition; resets need them.</summary>
    public bool Snapshots { get; init; } = true;

    /// <summary>Give up after this many episodes in a row that ended early.</summary>
    public int Patience { get; init; } = 50;

    public ulong Seed { get; init; } = 1;

    /// <exception cref="ForewarnException">A number is out of range, or neither or both counts are given.</exception>
    public void Validate()
    {
        Check.Require(Transitions >= 0 && Episodes >= 0 && Transitions == 0 != (Episodes == 0), "demonstrations",
            $"{Transitions} transitions and {Episodes} episodes", "one of the two");
        Check.Require(Tremble is >= 0 and <= 1, "tremble", $"{Tremble:R}", "0 to 1");
        Check.Require(Patience > 0, "patience", $"{Patience}", "at least 1");
    }
}
