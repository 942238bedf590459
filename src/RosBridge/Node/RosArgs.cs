namespace Forewarn.RosBridge;

/// <summary>What <c>--ros-args … [--]</c> says, as rcl reads it.</summary>
public sealed record RosArgs
{
    public static RosArgs None { get; } = new();

    /// <summary>In order; the first that fits counts.</summary>
    public IReadOnlyList<RemapRule> Remaps { get; init; } = [];

    /// <summary>Those of files in the order of files and lines, then those of <c>-p</c>; the last that fits counts.</summary>
    public IReadOnlyList<ParameterOverride> Parameters { get; init; } = [];

    /// <summary>Security enclave, absolute.</summary>
    public string Enclave { get; init; } = "/";

    /// <summary>Level of every logger without one of its own; null for the default.</summary>
    public LogLevel? LogLevel { get; init; }

    /// <summary>By logger name.</summary>
    public IReadOnlyDictionary<string, LogLevel> LoggerLevels { get; init; } = new Dictionary<string, LogLevel>();

    public bool RosoutLogs { get; init; } = true;

    public bool StdoutLogs { get; init; } = true;

    /// <summary>Whether log files are wanted.</summary>
    public bool ExternalLogs { get; init; } = true;

    /// <summary>The arguments that are not ROS's, in order.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <exception cref="Core.ForewarnException">An argument is unknown, incomplete or malformed; the message says which.</exception>
    public static RosArgs Parse(IReadOnlyList<string> args) => new RosArgsParser(args).Parse();
}
