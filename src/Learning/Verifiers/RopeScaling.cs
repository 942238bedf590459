namespace Forewarn.Learning.Verifiers;

/// <summary>
/// How Llama 3.1 and later stretch rotary positions: slow frequencies are divided by a factor, fast ones stay, those between are blended.
/// </summary>
public sealed record RopeScaling
{
    /// <summary>1 = no stretching.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Turns over the first reach below which a frequency is slow.</summary>
    public double LowFactor { get; init; } = 1;

    /// <summary>Turns over the first reach above which a frequency is fast.</summary>
    public double HighFactor { get; init; } = 4;

    /// <summary>Positions that the model was first trained for.</summary>
    public int FirstReach { get; init; } = 8192;

    /// <param name="frequency">Radians per position.</param>
    public double Apply(double frequency)
    {
        if (Factor == 1) return frequency;
        double turns = FirstReach * frequency / (2 * Math.PI);
        if (turns < LowFactor) return frequency / Factor;
        if (turns > HighFactor) return frequency;
        double fast = (turns - LowFactor) / (HighFactor - LowFactor);
        return (1 - fast) * frequency / Factor + fast * frequency;
    }
}
