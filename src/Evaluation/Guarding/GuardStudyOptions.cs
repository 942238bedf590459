using Forewarn.Core;

namespace Forewarn.Evaluation.Guarding;

/// <summary>Size and settings of a study of guards.</summary>
public sealed record GuardStudyOptions
{
    public IReadOnlyList<ulong> Seeds { get; init; } = [501];

    /// <summary>Scenes per seed.</summary>
    public int Episodes { get; init; } = 200;

    /// <summary><c>N</c>, plans drawn per scene.</summary>
    public int Proposals { get; init; } = 64;

    /// <summary>Dangerous plans added to each scene's modes.</summary>
    public int Hazards { get; init; } = 2;

    /// <summary><c>Ta</c>, rows executed before the next decision.</summary>
    public int Rows { get; init; } = 40;

    /// <summary>Threads; results do not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Policy and settings that a play depends on.</summary>
    public string PlayIdentity { get; init; } = "";

    /// <summary>Models and settings that a row depends on.</summary>
    public string Identity { get; init; } = "";

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public GuardStudyOptions Validated() =>
        Seeds.Count > 0 && Seeds.Distinct().Count() == Seeds.Count && Episodes >= 2 && Proposals >= 1 && Hazards >= 0 && Rows >= 1 && Workers >= 1
            ? this
            : throw ForewarnException.Of("guard study",
                $"seeds {string.Join(", ", Seeds)}, episodes {Episodes}, proposals {Proposals}, hazards {Hazards}, rows {Rows}, workers {Workers}",
                "different seeds, two or more episodes, 0 or more hazards, the others at least 1", "Correct the options.", ExitCode.Usage);
}
