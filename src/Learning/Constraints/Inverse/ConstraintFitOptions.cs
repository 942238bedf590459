using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>Fit of a constraint to demonstrations and learner states; the defaults are for networks.</summary>
public sealed record ConstraintFitOptions
{
    private static readonly SettingCheck Check = new("Correct the constraint's fit options.");

    /// <summary>For a class with a few parameters, as in published code for velocity and position limits.</summary>
    public static ConstraintFitOptions Parametric { get; } = new() { Steps = 250, LearningRate = 0.05, Batch = 4096 };

    /// <summary>Steps of Adam every round, which starts afresh.</summary>
    public int Steps { get; init; } = 2_000;

    /// <summary>First rate; falls to a hundredth by a cosine in every fit.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Rows of a batch, half from either side, however many states each side has.</summary>
    public int Batch { get; init; } = 2048;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Steps > 0, "steps", Steps, "at least 1");
        Check.Require(LearningRate > 0 && double.IsFinite(LearningRate), "learning_rate", LearningRate, "a positive number");
        Check.Require(Batch is >= 2 and <= Classes.ConstraintClass.MostRows && Batch % 2 == 0, "batch", Batch,
            $"an even number up to {Classes.ConstraintClass.MostRows}");
    }
}
