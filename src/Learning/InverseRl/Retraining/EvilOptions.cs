using Forewarn.Core;
using Forewarn.Learning.InverseRl.Shaping;

namespace Forewarn.Learning.InverseRl.Retraining;

/// <summary>EvIL: what a potential is evolved for, and how it is judged.</summary>
public sealed record EvilOptions
{
    private static readonly SettingCheck Check = new("Correct the options of EvIL.");

    /// <summary>Environment steps of the training that a member is judged by. Published: 20.5 million.</summary>
    public long Steps { get; init; } = 20_000;

    /// <summary>Fitness of such a training.</summary>
    public RetrainMeasure Measure { get; init; } = RetrainMeasure.LearnedArea;

    /// <summary>Form of the shaping; the published one is not invariant.</summary>
    public ShapingForm Form { get; init; } = ShapingForm.Invariant;

    /// <summary>Generations between two looks at a policy trained with the present potential; the end always has one.</summary>
    public int EvaluateEvery { get; init; } = 10;

    public int EvaluationEpisodes { get; init; } = 10;

    /// <summary>Stop after this many minutes with a checkpoint to resume from; 0 = no limit.</summary>
    public double Minutes { get; init; }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Steps > 0, "evil.steps", Steps, "at least 1");
        Check.Require(EvaluateEvery > 0, "evil.evaluate_every", EvaluateEvery, "at least 1");
        Check.Require(EvaluationEpisodes > 0, "evil.evaluation_episodes", EvaluationEpisodes, "at least 1");
        Check.Require(Minutes >= 0, "evil.minutes", Minutes, "0 or more");
    }
}
