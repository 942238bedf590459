using System;

namespace ROS2;

/// <summary>Keeps what it is told, in words, so that tests can read it.</summary>
public sealed record QosProfile
{
    public static QosProfile DefaultProfile { get; } = new();

    public int Depth { get; private init; } = 10;

    public string Text { get; private init; } = "";

    public QosProfile WithKeepLast(int depth) => this with { Depth = depth, Text = Text + $"keep {depth}, " };

    public QosProfile WithKeepAll() => this with { Depth = int.MaxValue, Text = Text + "keep all, " };

    public QosProfile WithReliable() => With("reliable");

    public QosProfile WithBestEffort() => With("best effort");

    public QosProfile WithTransientLocal() => With("transient local");

    public QosProfile WithVolatile() => With("volatile");

    public QosProfile WithDeadline(TimeSpan deadline) => With($"deadline {deadline.TotalMilliseconds} ms");

    public QosProfile WithLifespan(TimeSpan lifespan) => With($"lifespan {lifespan.TotalMilliseconds} ms");

    public QosProfile WithLiveliness(QosLivelinessPolicy liveliness) => With($"{liveliness}");

    public QosProfile WithLivelinessLeaseDuration(TimeSpan livelinessLeaseDuration) => With($"lease {livelinessLeaseDuration.TotalMilliseconds} ms");

    private QosProfile With(string text) => this with { Text = Text + text + ", " };
}
