using Forewarn.Steering;

namespace Forewarn.Evaluation.Asking;

/// <summary>Size of a study of asking.</summary>
public sealed record AskingStudyOptions
{
    /// <summary>Scenes whose decisions set the threshold.</summary>
    public ulong CalibrationSeed { get; init; } = 301;

    public int CalibrationEpisodes { get; init; } = 300;

    /// <summary>Held-out scenes that it is judged on.</summary>
    public ulong Seed { get; init; } = 302;

    public int Episodes { get; init; } = 300;

    /// <summary>Share of decisions whose options may lack a fitting one.</summary>
    public double Alpha { get; init; } = 0.1;

    /// <summary>To judge instead of calibrating one; null calibrates.</summary>
    public ConformalThreshold? Threshold { get; init; }

    /// <summary>Plans drawn per decision, <c>N</c>.</summary>
    public int Proposals { get; init; } = 64;

    public int Workers { get; init; } = 1;

    /// <summary>Models with their hashes, and settings.</summary>
    public string Identity { get; init; } = "";
}
