using Forewarn.Messages;
using ROS2;
using QosProfile = Forewarn.Messages.QosProfile;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>
/// Qualities of service in rcldotnet's terms. <see cref="QosProfile.MaxBlocking"/> has no counterpart in rcl:
/// how long publishing may wait is up to the middleware.
/// </summary>
internal static class RcldotnetQos
{
    public static ROS2.QosProfile Of(QosProfile qos)
    {
        var profile = ROS2.QosProfile.DefaultProfile;
        profile = qos.KeepAll ? profile.WithKeepAll() : profile.WithKeepLast(Math.Max(qos.Depth, 1));
        profile = qos.Reliable ? profile.WithReliable() : profile.WithBestEffort();
        profile = qos.TransientLocal ? profile.WithTransientLocal() : profile.WithVolatile();
        if (qos.Deadline is { } deadline) profile = profile.WithDeadline(deadline);
        if (qos.Lifespan is { } lifespan) profile = profile.WithLifespan(lifespan);
        if (qos.ManualLiveliness) profile = profile.WithLiveliness(QosLivelinessPolicy.ManualByTopic);
        return qos.LivelinessLease is { } lease ? profile.WithLivelinessLeaseDuration(lease) : profile;
    }
}
