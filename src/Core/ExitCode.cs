namespace Forewarn.Core;

/// <summary>Exit codes of every command.</summary>
public enum ExitCode
{
    Done = 0,
    /// <summary>The work failed.</summary>
    Failed = 1,
    /// <summary>The command line, configuration or an input named on it is wrong.</summary>
    Usage = 2,
    /// <summary>The machine lacks something: a library, a package, disk space.</summary>
    Environment = 3,
    /// <summary>The person was asked and has not answered: nothing was done.</summary>
    Asked = 4,
}
