using System.Runtime.InteropServices;

namespace Forewarn.RosBridge.Cyclone.Native;

/// <summary>
/// Entities and samples of CycloneDDS's C API. Entities are numbers that the library validates on each call, so that a
/// deleted one is an error code and never a stray pointer. Negative results are error codes.
/// </summary>
internal static unsafe partial class DdsNative
{
    public const string Library = "ddsc";
    public const long Infinity = long.MaxValue;

    /// <summary>Read, view and instance states of every kind.</summary>
    public const uint AnyState = 3 | 12 | 112;

    /// <summary>Pseudo topics over which discovery reports.</summary>
    public const int BuiltinParticipants = MinPseudoHandle + 1, BuiltinPublications = MinPseudoHandle + 3,
        BuiltinSubscriptions = MinPseudoHandle + 4;

    public const int Timeout = -10;

    private const int MinPseudoHandle = 0x7fff0000;

    [LibraryImport(Library, EntryPoint = "dds_create_domain")]
    internal static partial int CreateDomain(uint domain, byte* config);

    [LibraryImport(Library, EntryPoint = "dds_create_participant")]
    internal static partial int CreateParticipant(uint domain, void* qos, void* listener);

    [LibraryImport(Library, EntryPoint = "dds_create_topic")]
    internal static partial int CreateTopic(int participant, TopicDescriptor* descriptor, byte* name, void* qos, void* listener);

    [LibraryImport(Library, EntryPoint = "dds_create_reader")]
    internal static partial int CreateReader(int participant, int topic, void* qos, void* listener);

    [LibraryImport(Library, EntryPoint = "dds_create_writer")]
    internal static partial int CreateWriter(int participant, int topic, void* qos, void* listener);

    [LibraryImport(Library, EntryPoint = "dds_create_readcondition")]
    internal static partial int CreateReadCondition(int reader, uint mask);

    [LibraryImport(Library, EntryPoint = "dds_create_waitset")]
    internal static partial int CreateWaitSet(int participant);

    [LibraryImport(Library, EntryPoint = "dds_create_guardcondition")]
    internal static partial int CreateGuardCondition(int participant);

    [LibraryImport(Library, EntryPoint = "dds_set_guardcondition")]
    internal static partial int SetGuardCondition(int guard, byte triggered);

    [LibraryImport(Library, EntryPoint = "dds_waitset_attach")]
    internal static partial int Attach(int waitSet, int entity, nint mark);

    [LibraryImport(Library, EntryPoint = "dds_waitset_detach")]
    internal static partial int Detach(int waitSet, int entity);

    /// <returns>Number of triggered entities, at most <paramref name="count"/> of whose marks are written.</returns>
    [LibraryImport(Library, EntryPoint = "dds_waitset_wait")]
    internal static partial int Wait(int waitSet, nint* marks, nuint count, long timeout);

    [LibraryImport(Library, EntryPoint = "dds_delete")]
    internal static partial int Delete(int entity);

    [LibraryImport(Library, EntryPoint = "dds_get_guid")]
    internal static partial int GetGuid(int entity, UInt128* guid);

    [LibraryImport(Library, EntryPoint = "dds_get_instance_handle")]
    internal static partial int GetInstanceHandle(int entity, ulong* handle);

    [LibraryImport(Library, EntryPoint = "dds_assert_liveliness")]
    internal static partial int AssertLiveliness(int writer);

    [LibraryImport(Library, EntryPoint = "dds_strretcode")]
    internal static partial byte* ErrorText(int code);

    [LibraryImport(Library, EntryPoint = "dds_write")]
    internal static partial int Write(int writer, void* sample);

    /// <summary>Sends a serialized sample and consumes one reference to it, whatever comes of it.</summary>
    [LibraryImport(Library, EntryPoint = "dds_writecdr")]
    internal static partial int WriteSerialized(int writer, void* serdata);

    [LibraryImport(Library, EntryPoint = "dds_takecdr")]
    internal static partial int TakeSerialized(int reader, void** serdata, uint most, SampleInfo* infos, uint mask);

    [LibraryImport(Library, EntryPoint = "dds_take")]
    internal static partial int Take(int reader, void** samples, SampleInfo* infos, nuint size, uint most);

    [LibraryImport(Library, EntryPoint = "dds_return_loan")]
    internal static partial int ReturnLoan(int reader, void** samples, int count);

    /// <summary>Builds a sample of a type from its bytes, in one copy; null when they are no sample of it.</summary>
    /// <param name="kind">2: the whole sample.</param>
    [LibraryImport(Library, EntryPoint = "ddsi_serdata_from_ser_iov")]
    internal static partial void* FromBytes(void* sertype, int kind, nuint count, IoVector* parts, nuint size);

    [LibraryImport(Library, EntryPoint = "ddsi_serdata_size")]
    internal static partial uint SerializedSize(void* serdata);

    /// <summary>Lends the bytes that the library holds; returned by <see cref="UnlendBytes"/>.</summary>
    [LibraryImport(Library, EntryPoint = "ddsi_serdata_to_ser_ref")]
    internal static partial void* LendBytes(void* serdata, nuint offset, nuint size, IoVector* bytes);

    [LibraryImport(Library, EntryPoint = "ddsi_serdata_to_ser_unref")]
    internal static partial void UnlendBytes(void* serdata, IoVector* bytes);

    [LibraryImport(Library, EntryPoint = "ddsi_serdata_unref")]
    internal static partial void Release(void* serdata);
}
