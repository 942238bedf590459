using Forewarn.Messages;

namespace Forewarn.RosBridge.InProcess;

/// <summary>Whether what a publisher offers is what a subscription asks for (DDS 1.4, 2.2.3).</summary>
public static class QosMatch
{
    /// <returns>Null when they go together, else the policies that do not, in words.</returns>
    public static string? Conflict(QosProfile offered, QosProfile asked)
    {
        var faults = new List<string>();
        if (asked.Reliable && !offered.Reliable) faults.Add("reliability: best effort offered, reliable asked for");
        if (asked.TransientLocal && !offered.TransientLocal) faults.Add("durability: volatile offered, transient local asked for");
        if (Longer(offered.Deadline, asked.Deadline))
            faults.Add($"deadline: {Say(offered.Deadline)} offered, {Say(asked.Deadline)} asked for");
        if (asked.ManualLiveliness && !offered.ManualLiveliness) faults.Add("liveliness: automatic offered, manual by topic asked for");
        if (Longer(offered.LivelinessLease, asked.LivelinessLease))
            faults.Add($"liveliness lease: {Say(offered.LivelinessLease)} offered, {Say(asked.LivelinessLease)} asked for");
        return faults.Count == 0 ? null : string.Join("; ", faults);
    }

    private static bool Longer(TimeSpan? offered, TimeSpan? asked) => asked is { } most && (offered is not { } given || given > most);

    private static string Say(TimeSpan? time) => time is { } t ? $"{t.TotalMilliseconds:0.###} ms" : "none";
}
