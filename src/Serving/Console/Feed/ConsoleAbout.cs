namespace Forewarn.Serving;

/// <summary>What decides, for people and for provenance.</summary>
/// <param name="Kind">What runs: <c>node</c>, <c>server</c>, <c>replay</c>, <c>simulation</c>.</param>
/// <param name="Run">Names the run, for example its recording.</param>
public sealed record ConsoleAbout(string Kind, string Run)
{
    /// <summary>SHA-256 (hex) per package that decides; may be filled only later.</summary>
    public Func<IReadOnlyDictionary<string, string>> Models { get; init; } = () => new Dictionary<string, string>();

    /// <summary>Name of the package that draws the plans, one of <see cref="Models"/>.</summary>
    public string Policy { get; init; } = "";
}
