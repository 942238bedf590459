namespace Forewarn.RosBridge;

/// <summary>Severity of a log entry, numbered as in <c>rcl_interfaces/msg/Log</c>.</summary>
public enum LogLevel
{
    Unset = 0,
    Debug = 10,
    Info = 20,
    Warn = 30,
    Error = 40,
    Fatal = 50,
}
