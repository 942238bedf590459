using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>Reads a topic over which CycloneDDS reports what it discovers, this participant's own entities included.</summary>
internal sealed unsafe class DiscoveryReader
{
    public delegate void Handler(BuiltinEndpoint* sample, bool alive);

    private const int Batch = 16;

    private readonly int _reader;
    private readonly Handler _handler;

    /// <param name="topic">A pseudo topic; of a participant's samples only the key is valid.</param>
    public DiscoveryReader(CycloneParticipant participant, int topic, Handler handler)
    {
        _handler = handler;
        _reader = DdsError.Check(DdsNative.CreateReader(participant.Handle.Entity, topic, null, null), "discovery reader");
        int condition = DdsError.Check(DdsNative.CreateReadCondition(_reader, DdsNative.AnyState), "discovery condition");
        participant.Loop.Attach(condition, Drain);
    }

    private int Drain()
    {
        void** samples = stackalloc void*[Batch];
        SampleInfo* infos = stackalloc SampleInfo[Batch];
        int taken;
        do
        {
            samples[0] = null; // the library lends its own memory
            taken = DdsNative.Take(_reader, samples, infos, Batch, Batch);
            for (int i = 0; i < taken; i++) _handler((BuiltinEndpoint*)samples[i], (infos[i].InstanceState & SampleInfo.Alive) != 0);
            if (taken > 0) _ = DdsNative.ReturnLoan(_reader, samples, taken);
        }
        while (taken == Batch);
        return 0;
    }
}
