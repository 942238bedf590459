using System.Runtime.InteropServices;

namespace Forewarn.RosBridge.Cyclone.Native;

/// <summary>Communication statuses; asking for one resets it.</summary>
internal static unsafe partial class DdsStatuses
{
    public const uint OfferedDeadlineMissed = 1 << 1, RequestedDeadlineMissed = 1 << 2, OfferedIncompatibleQos = 1 << 3,
        RequestedIncompatibleQos = 1 << 4, LivelinessLost = 1 << 9, LivelinessChanged = 1 << 10,
        PublicationMatched = 1 << 11, SubscriptionMatched = 1 << 12;

    public const uint OfWriter = OfferedDeadlineMissed | OfferedIncompatibleQos | LivelinessLost | PublicationMatched;

    public const uint OfReader = RequestedDeadlineMissed | RequestedIncompatibleQos | LivelinessChanged | SubscriptionMatched;

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_set_status_mask")]
    internal static partial int SetMask(int entity, uint mask);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_take_status")]
    internal static partial int Take(int entity, uint* status, uint mask);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_status_changes")]
    internal static partial int Changes(int entity, uint* status);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_offered_deadline_missed_status")]
    internal static partial int GetOfferedDeadlineMissed(int writer, CountStatus* status);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_requested_deadline_missed_status")]
    internal static partial int GetRequestedDeadlineMissed(int reader, CountStatus* status);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_offered_incompatible_qos_status")]
    internal static partial int GetOfferedIncompatibleQos(int writer, CountStatus* status);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_requested_incompatible_qos_status")]
    internal static partial int GetRequestedIncompatibleQos(int reader, CountStatus* status);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_liveliness_lost_status")]
    internal static partial int GetLivelinessLost(int writer, CountStatus* status);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_get_liveliness_changed_status")]
    internal static partial int GetLivelinessChanged(int reader, LivelinessStatus* status);
}
