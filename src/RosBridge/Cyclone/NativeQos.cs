using System.Text;
using Forewarn.Messages;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>A profile in CycloneDDS's terms, as rmw_cyclonedds sets them, but for the blocking time.</summary>
internal readonly unsafe ref struct NativeQos
{
    /// <param name="userData">What discovery tells others about the endpoint.</param>
    /// <param name="ignoreOwn">Whether endpoints of the same participant are left out.</param>
    public NativeQos(QosProfile profile, string userData, bool ignoreOwn = false)
    {
        Pointer = DdsQos.Create();
        int history = profile.KeepAll ? DdsQos.KeepAll : DdsQos.KeepLast;
        int depth = profile.KeepAll ? DdsQos.Unlimited : Math.Max(1, profile.Depth);
        DdsQos.SetAutoDispose(Pointer, 0);
        DdsQos.SetHistory(Pointer, history, depth);
        if (profile.Reliable) DdsQos.SetReliability(Pointer, DdsQos.Reliable, Nanoseconds(profile.MaxBlocking));
        else DdsQos.SetReliability(Pointer, DdsQos.BestEffort, 0);
        DdsQos.SetDurability(Pointer, profile.TransientLocal ? DdsQos.TransientLocal : DdsQos.Volatile);
        if (profile.TransientLocal)
            DdsQos.SetDurabilityService(Pointer, 0, history, depth, DdsQos.Unlimited, DdsQos.Unlimited, DdsQos.Unlimited);
        if (profile.Deadline is { } deadline) DdsQos.SetDeadline(Pointer, Nanoseconds(deadline));
        if (profile.Lifespan is { } lifespan) DdsQos.SetLifespan(Pointer, Nanoseconds(lifespan));
        int liveliness = profile.ManualLiveliness ? DdsQos.ManualByTopic : DdsQos.AutomaticLiveliness;
        DdsQos.SetLiveliness(Pointer, liveliness, Nanoseconds(profile.LivelinessLease));
        if (ignoreOwn) DdsQos.SetIgnoreLocal(Pointer, DdsQos.IgnoreParticipant);
        SetUserData(userData);
    }

    /// <summary>Defaults and user data: what a participant takes.</summary>
    public NativeQos(string userData)
    {
        Pointer = DdsQos.Create();
        SetUserData(userData);
    }

    public void* Pointer { get; }

    public void Dispose() => DdsQos.Delete(Pointer);

    public static long Nanoseconds(TimeSpan? time) =>
        time is { } t && t >= TimeSpan.Zero && t.Ticks < DdsNative.Infinity / 100 ? t.Ticks * 100 : DdsNative.Infinity;

    private void SetUserData(string text)
    {
        if (text.Length == 0) return;
        fixed (byte* bytes = Encoding.ASCII.GetBytes(text)) DdsQos.SetUserData(Pointer, bytes, (nuint)text.Length);
    }
}
