namespace Forewarn.RosBridge;

/// <summary>State of one part, numbered as in <c>diagnostic_msgs/msg/DiagnosticStatus</c>.</summary>
public enum DiagnosticLevel : byte
{
    Ok = 0,
    Warn = 1,
    Error = 2,

    /// <summary>Nobody has said anything for too long.</summary>
    Stale = 3,
}
