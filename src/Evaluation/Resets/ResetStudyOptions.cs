using Forewarn.Core;

namespace Forewarn.Evaluation.Resets;

/// <summary>Size and settings of a study of resets.</summary>
public sealed record ResetStudyOptions
{
    public IReadOnlyList<ulong> Seeds { get; init; } = [401];

    /// <summary>Scenes per seed.</summary>
    public int Episodes { get; init; } = 200;

    /// <summary><c>N</c>, plans drawn per scene.</summary>
    public int Proposals { get; init; } = 64;

    /// <summary>Plans nearer than this are the same mode, in the unit of the plan distance.</summary>
    public double Radius { get; init; } = 2;

    /// <summary>Pairs per scene of different modes, and as many of the same mode.</summary>
    public int PairsPerKind { get; init; } = 2;

    /// <summary>Rows after which the second decision is made: the first plan's own continuation against another plan's.</summary>
    public int PrefixRows { get; init; } = 10;

    /// <summary>
    /// Rows over which the second decision's other plan is blended in from the first, so that it begins where the arm is; 0
    /// jumps to it at once.
    /// </summary>
    public int BlendRows { get; init; }

    /// <summary>Plan rows between two observations, as the world model consumes them.</summary>
    public int RowsPerFrame { get; init; } = 2;

    /// <summary>Plans of each scene that a robot would have executed and logged, as drawn.</summary>
    public int LoggedPlans { get; init; } = 4;

    /// <summary>Threads; results do not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Models and settings that a row depends on.</summary>
    public string Identity { get; init; } = "";

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public ResetStudyOptions Validated() =>
        Seeds.Count > 0 && Seeds.Distinct().Count() == Seeds.Count && Episodes >= 2 && Proposals >= 2 && Radius > 0 && PairsPerKind >= 1
            && RowsPerFrame >= 1 && PrefixRows >= RowsPerFrame && PrefixRows % RowsPerFrame == 0 && BlendRows >= 0 && LoggedPlans >= 1
            && LoggedPlans <= Proposals && Workers >= 1
            ? this
            : throw ForewarnException.Of("reset study",
                $"seeds {string.Join(", ", Seeds)}, episodes {Episodes}, proposals {Proposals}, radius {Radius}, pairs {PairsPerKind}, prefix "
                + $"{PrefixRows} rows of {RowsPerFrame} a frame, blend {BlendRows}, logged plans {LoggedPlans}, workers {Workers}",
                "different seeds, two or more episodes and proposals, a prefix of whole frames, a blend of 0 or more rows, the others at least 1, no more logged "
                + "plans than proposals", "Correct the options.", ExitCode.Usage);
}
