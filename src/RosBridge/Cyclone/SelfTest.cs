using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// Sends one sample through the library in the way all others will go, before anybody relies on it: the layout of
/// samples is not part of CycloneDDS's interface, and another version may have another.
/// </summary>
internal static class SelfTest
{
    private static bool s_passed;

    /// <exception cref="ForewarnException">The library does not give back what it was given.</exception>
    public static void Run(CycloneParticipant participant)
    {
        if (Volatile.Read(ref s_passed)) return;
        var format = new GraphFormat(participant.Distro);
        var cdr = new CdrWriter();
        format.Write(cdr, UInt128.MaxValue / 3, [new AnnouncedNode(new NodeName("/self", "test"), [1, 2], [UInt128.MaxValue])]);
        using var probe = new SertypeProbe(participant.Handle.Entity, format.Type, format.Type.Program, participant.Distro);
        if (!probe.RoundTrips(cdr.Bytes)) throw CycloneLibrary.Unfit("one that changes samples on their way");
        Volatile.Write(ref s_passed, true);
    }
}
