using Forewarn.Core;
using Forewarn.Learning.InverseRl.Replay;

namespace Forewarn.Learning.InverseRl.Methods;

/// <summary>What is chosen around the loop: the task, the data, and how a row's plug points are set.</summary>
public sealed record MethodSettings
{
    private static readonly SettingCheck Check = new("Correct the method's settings.");

    /// <summary>Name of the task; the command line may name another.</summary>
    public string Environment { get; init; } = "";

    /// <summary>How the learner differs from the expert, as <c>name=value</c>; empty = not at all.</summary>
    public IReadOnlyList<string> Misspecify { get; init; } = [];

    /// <summary>First transitions of the expert's data that are used; 0 = all.</summary>
    public int ExpertSize { get; init; }

    /// <summary>First transitions of the offline data that are used; 0 = all.</summary>
    public int OfflineSize { get; init; }

    /// <summary>Another reset distribution than the row's; null = the row's.</summary>
    public ResetKind? Resets { get; init; }

    /// <summary>Another policy search than the row's; null = the row's.</summary>
    public OptimizerKind? Optimizer { get; init; }

    /// <summary>Probability that an episode starts as the reset distribution says instead of at the task's start.</summary>
    public double ResetProbability { get; init; } = 0.5;

    /// <summary>Knots of the expert's share of a batch in hybrid rows, in learning steps.</summary>
    public IReadOnlyList<long> HybridSteps { get; init; } = [.. HybridSchedule.Hopper.Knots.Select(k => k.Steps)];

    /// <summary>The share at every knot.</summary>
    public IReadOnlyList<double> HybridShares { get; init; } = [.. HybridSchedule.Hopper.Knots.Select(k => k.Share)];

    /// <summary>Members of an ensemble reward.</summary>
    public int Ensemble { get; init; } = 5;

    /// <summary>Imitate although episodes can end early: the learned reward's sign then decides how long the learner wants to live.</summary>
    public bool AllowVariableLengths { get; init; }

    /// <summary>Gradient steps of behavior cloning on the expert's data before the first episode (AntMaze: 10 000).</summary>
    public int WarmStartSteps { get; init; }

    /// <summary>The expert's share of a batch as a schedule.</summary>
    internal HybridSchedule Schedule => new([.. HybridSteps.Zip(HybridShares)]);

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(ExpertSize >= 0, "expert_size", ExpertSize, "0 or more");
        Check.Require(OfflineSize >= 0, "offline_size", OfflineSize, "0 or more");
        Check.Require(ResetProbability is >= 0 and <= 1, "reset_probability", ResetProbability, "0 to 1");
        Check.Require(Ensemble > 0, "ensemble", Ensemble, "at least 1");
        Check.Require(WarmStartSteps >= 0, "warm_start_steps", WarmStartSteps, "0 or more");
        Check.Require(HybridSteps.Count == HybridShares.Count, "hybrid_shares", HybridShares.Count, $"{HybridSteps.Count}, one for each of hybrid_steps");
        Schedule.Validate();
    }
}
