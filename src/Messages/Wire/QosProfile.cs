using System;

namespace Forewarn.Messages;

/// <summary>Quality of service of an endpoint, in ROS 2's terms.</summary>
public sealed record QosProfile
{
    /// <summary>Samples kept per endpoint; ignored with <see cref="KeepAll"/>.</summary>
    public int Depth { get; init; } = 10;

    public bool KeepAll { get; init; }

    public bool Reliable { get; init; } = true;

    /// <summary>Whether late subscribers get the last samples.</summary>
    public bool TransientLocal { get; init; }

    /// <summary>Longest time between two samples; null for none.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Age at which a sample is no longer delivered; null for never.</summary>
    public TimeSpan? Lifespan { get; init; }

    /// <summary>Whether being alive is asserted by the program, per topic, instead of by the middleware.</summary>
    public bool ManualLiveliness { get; init; }

    /// <summary>Silence after which a publisher counts as dead; null for never.</summary>
    public TimeSpan? LivelinessLease { get; init; }

    /// <summary>
    /// How long publishing may wait for a reliable reader that is behind; null for as long as it takes, which is what
    /// rmw_cyclonedds does and what no control loop can afford.
    /// </summary>
    public TimeSpan? MaxBlocking { get; init; } = TimeSpan.FromMilliseconds(5);

    public static QosProfile Default { get; } = new();

    public static QosProfile SensorData { get; } = new() { Depth = 5, Reliable = false };

    public static QosProfile Services { get; } = new() { MaxBlocking = TimeSpan.FromMilliseconds(100) };

    public static QosProfile Parameters { get; } = new() { Depth = 1000, MaxBlocking = TimeSpan.FromMilliseconds(100) };

    public static QosProfile ParameterEvents { get; } = new() { Depth = 1000 };

    public static QosProfile Rosout { get; } = new() { Depth = 1000, TransientLocal = true, Lifespan = TimeSpan.FromSeconds(10) };

    public static QosProfile ActionStatus { get; } = new() { Depth = 1, TransientLocal = true };

    public static QosProfile Latched { get; } = new() { Depth = 1, TransientLocal = true };

    public static QosProfile Clock { get; } = new() { Depth = 1, Reliable = false };
}
