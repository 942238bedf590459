using Forewarn.Core;
using Forewarn.Learning.Imitation.Runs;

namespace Forewarn.Learning.InverseRl;

/// <summary>Numbers of the loop that every row shares.</summary>
public sealed record IrlOptions
{
    private static readonly SettingCheck Check = new("Correct the loop's options.");

    /// <summary>Learning steps in the whole run.</summary>
    public long Steps { get; init; } = 60_000;

    /// <summary>Learning steps between two updates of the reward model.</summary>
    public long IterationSteps { get; init; } = 5_000;

    /// <summary>Where the reward model's learner data comes from.</summary>
    public LearnerData Data { get; init; } = LearnerData.Latest;

    /// <summary>Roll-outs per iteration where <see cref="Data"/> is <see cref="LearnerData.Latest"/>.</summary>
    public int RollOuts { get; init; } = 4;

    /// <summary>Transitions per iteration that <see cref="LearnerData.AllPolicies"/> keeps.</summary>
    public int KeptPerIteration { get; init; } = 500;

    /// <summary>Start every iteration with new episodes, as published code of GUITAR does.</summary>
    public bool RestartEpisodes { get; init; }

    /// <summary>Probability per iteration that the policy starts anew, at first; falls linearly to <see cref="LastReinitialize"/> (IRL++).</summary>
    public double Reinitialize { get; init; }

    public double LastReinitialize { get; init; }

    /// <summary>Learning steps between two evaluations; the end always has one.</summary>
    public long EvaluateEvery { get; init; } = 10_000;

    public int EvaluationEpisodes { get; init; } = 10;

    /// <summary>Environments side by side.</summary>
    public int Environments { get; init; } = 1;

    /// <summary>Stop after this many minutes with a checkpoint to resume from; 0 = no limit.</summary>
    public double Minutes { get; init; }

    /// <summary>Learning steps between two checkpoints; every slice ends with one.</summary>
    public long CheckpointEvery { get; init; } = 50_000;

    /// <summary>Newest evaluated policies that are kept beside <c>last</c> and <c>best</c>.</summary>
    public int KeepPolicies { get; init; } = 3;

    public ulong Seed { get; init; } = 1;

    /// <summary>When the run saves and stops.</summary>
    public PolicyPace Pace => new(Minutes, CheckpointEvery, KeepPolicies);

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Steps > 0, "steps", Steps, "at least 1");
        Check.Require(IterationSteps > 0, "iteration_steps", IterationSteps, "at least 1");
        Check.Require(RollOuts > 0, "roll_outs", RollOuts, "at least 1");
        Check.Require(KeptPerIteration > 0, "kept_per_iteration", KeptPerIteration, "at least 1");
        Check.Require(Reinitialize is >= 0 and <= 1, "reinitialize", Reinitialize, "0 to 1");
        Check.Require(EvaluateEvery > 0, "evaluate_every", EvaluateEvery, "at least 1");
        Check.Require(EvaluationEpisodes > 0, "evaluation_episodes", EvaluationEpisodes, "at least 1");
        Check.Require(Environments > 0, "environments", Environments, "at least 1");
        Check.Require(CheckpointEvery > 0, "checkpoint_every", CheckpointEvery, "at least 1");
        Check.Require(KeepPolicies >= 0, "keep_policies", KeepPolicies, "0 or more");
        Check.Require(Minutes >= 0, "minutes", Minutes, "0 or more");
    }
}
