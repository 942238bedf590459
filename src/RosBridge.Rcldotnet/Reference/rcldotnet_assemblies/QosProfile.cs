using System;

namespace ROS2;

/// <summary>Cannot be changed: each method gives another profile.</summary>
public sealed class QosProfile
{
    internal QosProfile()
    {
    }

    public static QosProfile DefaultProfile => throw CompileOnly.Body;

    public QosProfile WithKeepLast(int depth) => throw CompileOnly.Body;

    public QosProfile WithKeepAll() => throw CompileOnly.Body;

    public QosProfile WithReliable() => throw CompileOnly.Body;

    public QosProfile WithBestEffort() => throw CompileOnly.Body;

    public QosProfile WithTransientLocal() => throw CompileOnly.Body;

    public QosProfile WithVolatile() => throw CompileOnly.Body;

    public QosProfile WithDeadline(TimeSpan deadline) => throw CompileOnly.Body;

    public QosProfile WithLifespan(TimeSpan lifespan) => throw CompileOnly.Body;

    public QosProfile WithLiveliness(QosLivelinessPolicy liveliness) => throw CompileOnly.Body;

    public QosProfile WithLivelinessLeaseDuration(TimeSpan livelinessLeaseDuration) => throw CompileOnly.Body;
}
