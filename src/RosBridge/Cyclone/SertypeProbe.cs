using System.Runtime.InteropServices;
using Forewarn.Messages;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// Finds the <c>ddsi_sertype</c> of a type. CycloneDDS 0.10 has no call for it, but every sample points to it, in that
/// part of <c>ddsi_serdata</c> whose layout the header promises to keep. So one empty sample goes through a private
/// topic. Other participants may see that topic's endpoints for the moment; they carry the type hash like any others,
/// since ROS 2 middlewares log endpoints without one.
/// </summary>
internal sealed unsafe class SertypeProbe : IDisposable
{
    // struct ddsi_serdata { ops*; uint32 hash; uint32 refc; int kind; type*; ... }, struct ddsi_sertype { ops*; serdata_ops*; ... }
    private const int Operations = 0, References = 12, Kind = 16, Type = 24, TypeOperations = 8, WholeSample = 2;

    private static int s_count;

    private readonly int _writer, _reader;

    public SertypeProbe(int participant, MessageType message, MarshallingProgram program, RosDistro distro)
    {
        // The topic is never deleted: it keeps the type alive until the participant goes.
        string name = $"forewarn_{Environment.ProcessId}_{Interlocked.Increment(ref s_count)}";
        int topic = TopicType.CreateTopic(participant, message, program, name);
        using var qos = new NativeQos(new QosProfile { Depth = 1 }, UserData.Endpoint(message, distro));
        _reader = DdsError.Check(DdsNative.CreateReader(participant, topic, qos.Pointer, null), $"reader of {message.Name}");
        _writer = DdsError.Check(DdsNative.CreateWriter(participant, topic, qos.Pointer, null), $"writer of {message.Name}");
        Sertype = Find(program.Size);
    }

    public nint Sertype { get; }

    /// <summary>Sends bytes through the private topic and compares what comes out.</summary>
    public bool RoundTrips(ReadOnlySpan<byte> cdr)
    {
        fixed (byte* bytes = cdr)
        {
            var part = new IoVector { Base = bytes, Length = (nuint)cdr.Length };
            void* sample = DdsNative.FromBytes((void*)Sertype, WholeSample, 1, &part, part.Length);
            if (sample is null || DdsNative.WriteSerialized(_writer, sample) < 0) return false;
        }
        void* back = Take();
        if (back is null) return false;
        IoVector lent;
        void* reference = DdsNative.LendBytes(back, 0, DdsNative.SerializedSize(back), &lent);
        var got = new ReadOnlySpan<byte>(lent.Base, (int)lent.Length);
        bool same = got.Length >= cdr.Length && got[..cdr.Length].SequenceEqual(cdr);
        DdsNative.UnlendBytes(reference, &lent);
        DdsNative.Release(back);
        return same;
    }

    public void Dispose()
    {
        DdsNative.Delete(_reader);
        DdsNative.Delete(_writer);
    }

    /// <summary>The type pointer of a sample, or 0 if the memory does not look like a sample of 0.10.</summary>
    public static nint TypeOf(byte* sample)
    {
        if (*(int*)(sample + Kind) != WholeSample || *(uint*)(sample + References) is 0 or > 16) return 0;
        byte* type = *(byte**)(sample + Type);
        if (type is null || ((nint)type & 7) != 0) return 0;
        // A type and its samples share one table of operations.
        return *(nint*)(type + TypeOperations) == *(nint*)(sample + Operations) ? (nint)type : 0;
    }

    private nint Find(int size)
    {
        void* zeros = NativeMemory.AllocZeroed((nuint)size);
        int written = DdsNative.Write(_writer, zeros);
        NativeMemory.Free(zeros);
        DdsError.Check(written, "first sample of a type");
        void* sample = Take();
        if (sample is null) throw CycloneLibrary.Unfit("one that does not deliver a sample within its own process");
        nint type = TypeOf((byte*)sample);
        if (type == 0) throw CycloneLibrary.Unfit("another layout of samples");
        DdsNative.Release(sample);
        return type;
    }

    // Delivery inside a participant happens within the write.
    private void* Take()
    {
        void* sample = null;
        SampleInfo info;
        return DdsNative.TakeSerialized(_reader, &sample, 1, &info, DdsNative.AnyState) == 1 ? sample : null;
    }
}
