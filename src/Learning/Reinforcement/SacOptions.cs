namespace Forewarn.Learning.Reinforcement;

/// <summary>Soft actor-critic (Haarnoja et al. 2018, with a learned temperature).</summary>
public sealed record SacOptions : OffPolicyOptions
{
    /// <summary>First temperature.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Learn the temperature towards <see cref="TargetEntropy"/>.</summary>
    public bool LearnTemperature { get; init; } = true;

    /// <summary>Wanted entropy of an action; null = minus the action size.</summary>
    public double? TargetEntropy { get; init; }

    public override void Validate()
    {
        base.Validate();
        Check.Require(Temperature > 0, "temperature", Temperature, "above 0");
    }
}
