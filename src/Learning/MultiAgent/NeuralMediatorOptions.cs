using Forewarn.Core;

namespace Forewarn.Learning.MultiAgent;

/// <summary>Network and fit of a <see cref="NeuralMediator"/>.</summary>
public sealed record NeuralMediatorOptions
{
    private static readonly SettingCheck Check = new("Correct the mediator's options.");

    /// <summary>Widths of the hidden layers; none makes a linear softmax.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [32, 32];

    /// <summary>Of Adam.</summary>
    public double LearningRate { get; init; } = 5e-3;

    /// <summary>Full-batch updates of one fit; a later fit goes on from where the last one ended.</summary>
    public int FitSteps { get; init; } = 300;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Hidden.All(h => h > 0), "hidden", string.Join(", ", Hidden), "widths of at least 1");
        Check.Require(LearningRate > 0 && double.IsFinite(LearningRate), "learning_rate", LearningRate, "a positive number");
        Check.Require(FitSteps > 0, "fit_steps", FitSteps, "at least 1");
    }
}
