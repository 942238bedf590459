using Forewarn.Core;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Constraints.Constrained;

/// <summary>A constrained policy search; defaults as in the published code of multi-task constraint learning where it names them.</summary>
public sealed record PpoLagrangianOptions
{
    private static readonly SettingCheck Check = new("Correct the constrained search's options.");

    /// <summary>The search underneath; <see cref="PpoOptions.Environments"/> of it are kept side by side.</summary>
    public PpoOptions Ppo { get; init; } = new()
    {
        Environments = 16, RollOutSteps = 128, Hidden = [128, 128], Lambda = 0.97, ValueWeight = 0.25, ValueClip = 0, ReplayCapacity = 1,
    };

    public PidGains Gains { get; init; } = new();

    /// <summary>Environment steps of a call, rounded up to whole roll-outs.</summary>
    public long Steps { get; init; } = 20_000;

    /// <summary>Gradient steps of behavior cloning before every call that is given demonstrations; 0 = none.</summary>
    public int CloningSteps { get; init; } = 2_000;

    /// <summary>Transitions of a cloning step.</summary>
    public int CloningBatch { get; init; } = 128;

    public double CloningRate { get; init; } = 3e-4;

    /// <summary>Log of the standard deviation that every call starts from; null = keep what the last one came to.</summary>
    public double? StartLogStd { get; init; }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Ppo.Validate();
        Gains.Validate();
        Check.Require(Steps > 0, "steps", Steps, "at least 1");
        Check.Require(CloningSteps >= 0, "cloning_steps", CloningSteps, "0 or more");
        Check.Require(CloningBatch > 0, "cloning_batch", CloningBatch, "at least 1");
        Check.Require(CloningRate > 0 && double.IsFinite(CloningRate), "cloning_rate", CloningRate, "a positive number");
        Check.Require(StartLogStd is null || double.IsFinite(StartLogStd.Value), "start_log_std", StartLogStd ?? 0, "a finite number");
    }
}
