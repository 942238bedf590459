namespace Forewarn.Cli.Configs;

/// <summary>Section <c>asking</c>: when to ask the person instead of deciding.</summary>
public sealed record AskingOptions
{
    /// <summary>File of <c>eval asking --calibration</c>, beside the configurations or a path; empty = decide by the steering options alone.</summary>
    public string Calibration { get; init; } = "";

    /// <summary>Probability of a false alarm, ever, when saying that decisions no longer look like the calibration's.</summary>
    public double DriftLevel { get; init; } = 0.01;
}
