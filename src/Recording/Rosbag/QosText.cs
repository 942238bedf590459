using Forewarn.Messages;

namespace Forewarn.Recording;

/// <summary>
/// Quality of service as rosbag2 keeps it beside a topic: YAML whose enumerations are numbers, as in metadata version 8.
/// </summary>
internal static class QosText
{
    /// <summary>RMW_DURATION_INFINITE.</summary>
    private const string Never = "\n    sec: 9223372036\n    nsec: 854775807";

    public static string Of(QosProfile qos) => $"""
        - history: {(qos.KeepAll ? 2 : 1)}
          depth: {qos.Depth}
          reliability: {(qos.Reliable ? 1 : 2)}
          durability: {(qos.TransientLocal ? 1 : 2)}
          deadline:{Time(qos.Deadline)}
          lifespan:{Time(qos.Lifespan)}
          liveliness: {(qos.ManualLiveliness ? 3 : 1)}
          liveliness_lease_duration:{Time(qos.LivelinessLease)}
          avoid_ros_namespace_conventions: false
        """;

    private static string Time(TimeSpan? time)
    {
        if (time is not { } span) return Never;
        var (seconds, rest) = Math.DivRem(span.Ticks, TimeSpan.TicksPerSecond);
        return $"\n    sec: {seconds}\n    nsec: {rest * TimeSpan.NanosecondsPerTick}";
    }
}
