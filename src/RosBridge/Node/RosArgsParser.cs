using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>Walks the arguments once.</summary>
internal sealed class RosArgsParser(IReadOnlyList<string> args)
{
    private static readonly string[] Known =
    [
        "-r", "--remap", "-p", "--param", "--params-file", "--log-level", "-e", "--enclave", "--enable-rosout-logs",
        "--disable-rosout-logs", "--enable-stdout-logs", "--disable-stdout-logs", "--enable-external-lib-logs",
        "--disable-external-lib-logs",
    ];

    private readonly List<RemapRule> _remaps = [];
    private readonly List<ParameterOverride> _fromFiles = [], _fromCommand = [];
    private readonly List<string> _others = [];
    private readonly Dictionary<string, LogLevel> _loggers = [];
    private LogLevel? _level;
    private string _enclave = "/";
    private bool _rosout = true, _stdout = true, _external = true;
    private int _at;

    public RosArgs Parse()
    {
        bool ros = false;
        while (_at < args.Count)
        {
            string arg = args[_at++];
            if (arg == "--ros-args") ros = true;
            else if (!ros) _others.Add(arg);
            else if (arg == "--") ros = false;
            else Take(arg);
        }

        return new()
        {
            Remaps = _remaps, Parameters = [.. _fromFiles, .. _fromCommand], Enclave = _enclave, LogLevel = _level,
            LoggerLevels = _loggers, RosoutLogs = _rosout, StdoutLogs = _stdout, ExternalLogs = _external, Others = _others,
        };
    }

    private void Take(string flag)
    {
        switch (flag)
        {
            case "-r" or "--remap": _remaps.Add(RemapRule.Parse(Value(flag))); break;
            case "-p" or "--param": _fromCommand.Add(ParameterOverride.Parse(Value(flag))); break;
            case "--params-file": _fromFiles.AddRange(ParameterFile.Read(Value(flag))); break;
            case "--log-level": TakeLevel(Value(flag)); break;
            case "-e" or "--enclave": TakeEnclave(Value(flag)); break;
            case "--enable-rosout-logs": _rosout = true; break;
            case "--disable-rosout-logs": _rosout = false; break;
            case "--enable-stdout-logs": _stdout = true; break;
            case "--disable-stdout-logs": _stdout = false; break;
            case "--enable-external-lib-logs": _external = true; break;
            case "--disable-external-lib-logs": _external = false; break;
            default:
                throw ForewarnException.Of("ROS arguments", $"'{flag}'", $"one of {string.Join(", ", Known)}",
                    "Arguments that are not ROS's stand before --ros-args or behind '--'.", ExitCode.Usage);
        }
    }

    private string Value(string flag)
    {
        if (_at < args.Count && args[_at] is not ("--" or "--ros-args")) return args[_at++];
        throw ForewarnException.Of($"ROS argument {flag}", "nothing behind it", "a value", "Add the value or take the flag away.",
            ExitCode.Usage);
    }

    private void TakeLevel(string text)
    {
        int arrow = text.IndexOf(":=", StringComparison.Ordinal);
        string name = arrow < 0 ? text : text[(arrow + 2)..];
        LogLevel? level = name.ToUpperInvariant() switch
        {
            "UNSET" => RosBridge.LogLevel.Unset,
            "DEBUG" => RosBridge.LogLevel.Debug,
            "INFO" => RosBridge.LogLevel.Info,
            "WARN" => RosBridge.LogLevel.Warn,
            "ERROR" => RosBridge.LogLevel.Error,
            "FATAL" => RosBridge.LogLevel.Fatal,
            _ => null,
        };
        if (level is null || arrow == 0)
            throw ForewarnException.Of("ROS argument --log-level", $"'{text}'", "[logger:=]debug, info, warn, error or fatal",
                "Name one of these levels.", ExitCode.Usage);
        if (arrow < 0) _level = level;
        else _loggers[text[..arrow]] = level.Value;
    }

    private void TakeEnclave(string text)
    {
        RosName.CheckNamespace(text);
        _enclave = text;
    }
}
