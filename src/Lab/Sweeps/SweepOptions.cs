namespace Forewarn.Lab.Sweeps;

/// <summary>What to try, as the section <c>sweep</c> of a file or as options of the command line.</summary>
internal sealed record SweepOptions
{
    /// <summary>Training command; <c>{key}</c> in it stands for a value of <see cref="Set"/>.</summary>
    public string Command { get; init; } = "";

    /// <summary>Seeds: numbers and ranges, as in <c>1..3,7</c>.</summary>
    public string Seeds { get; init; } = "1..5";

    /// <summary>
    /// Values by key. A key with a dot is a setting (<c>sac.alpha</c>), one without an option of the command (<c>env</c>), unless it stands
    /// in the command in braces.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Set { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Trainings at a time; each takes one core.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Figure that the summary is of.</summary>
    public string Metric { get; init; } = "eval/return";
}
