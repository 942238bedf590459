using System.Runtime.InteropServices;

namespace Forewarn.RosBridge.Cyclone.Native;

/// <summary>Quality-of-service objects of CycloneDDS. Durations are nanoseconds.</summary>
internal static unsafe partial class DdsQos
{
    public const int KeepLast = 0, KeepAll = 1, Unlimited = -1;
    public const int BestEffort = 0, Reliable = 1;
    public const int Volatile = 0, TransientLocal = 1;
    public const int AutomaticLiveliness = 0, ManualByTopic = 2;
    public const int IgnoreParticipant = 1;

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_create_qos")]
    internal static partial void* Create();

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_delete_qos")]
    internal static partial void Delete(void* qos);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qset_history")]
    internal static partial void SetHistory(void* qos, int kind, int depth);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qset_reliability")]
    internal static partial void SetReliability(void* qos, int kind, long maxBlocking);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qset_durability")]
    internal static partial void SetDurability(void* qos, int kind);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qset_durability_service")]
    internal static partial void SetDurabilityService(
        void* qos, long cleanupDelay, int history, int depth, int maxSamples, int maxInstances, int maxSamplesPerInstance);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qset_deadline")]
    internal static partial void SetDeadline(void* qos, long deadline);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qset_liveliness")]
    internal static partial void SetLiveliness(void* qos, int kind, long lease);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qset_lifespan")]
    internal static partial void SetLifespan(void* qos, long lifespan);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qset_userdata")]
    internal static partial void SetUserData(void* qos, void* data, nuint size);

    /// <param name="data">Receives a copy, freed by <see cref="Free"/>.</param>
    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qget_userdata")]
    internal static partial byte GetUserData(void* qos, void** data, nuint* size);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_free")]
    internal static partial void Free(void* memory);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qset_ignorelocal")]
    internal static partial void SetIgnoreLocal(void* qos, int kind);

    [LibraryImport(DdsNative.Library, EntryPoint = "dds_qset_writer_data_lifecycle")]
    internal static partial void SetAutoDispose(void* qos, byte autoDispose);
}
