using System.Globalization;
using Forewarn.Messages;
using Forewarn.Messages.DiagnosticMsgs;

namespace Forewarn.RosBridge;

/// <summary>
/// Publishes the state of a node's parts on <c>/diagnostics</c>, once a second unless told otherwise. Two parts are always
/// there: quality of service (events of the transport) and payloads (what did not decode).
/// </summary>
public sealed class DiagnosticsPublisher : IDisposable
{
    private readonly RosNode _node;
    private readonly string _hardware;
    private readonly Publisher<DiagnosticArray> _publisher;
    private readonly List<DiagnosticEntry> _entries = [];
    private readonly QosDiagnostics _qos = new();
    private readonly IDisposable _periodic;
    private long _malformed;

    /// <param name="hardware">Names the robot or host.</param>
    /// <param name="period">Null for a second.</param>
    public DiagnosticsPublisher(RosNode node, string hardware = "", TimeSpan? period = null)
    {
        (_node, _hardware) = (node, hardware);
        _publisher = node.CreatePublisher<DiagnosticArray>("/diagnostics");
        node.Executor.QosHappened += _qos.Count;
        Add("quality of service", _qos.Refresh);
        Add("payloads", RefreshPayloads);
        _periodic = node.Executor.Every(period ?? TimeSpan.FromSeconds(1), Publish);
    }

    /// <param name="name">Shown behind the node's name.</param>
    /// <param name="refresh">Called before each publication, on the executor's thread; null when the part speaks by itself.</param>
    /// <param name="staleAfter">Silence after which the part counts as stale; null for never.</param>
    public DiagnosticEntry Add(string name, Action<DiagnosticEntry>? refresh = null, TimeSpan? staleAfter = null)
    {
        var entry = new DiagnosticEntry(name, _node.Executor.Time, staleAfter, refresh);
        lock (_entries) _entries.Add(entry);
        return entry;
    }

    /// <summary>Publishes now, besides the period: for a change that must not wait.</summary>
    public void Publish()
    {
        DiagnosticEntry[] entries;
        lock (_entries) entries = [.. _entries];
        var message = new DiagnosticArray();
        _node.Clock.Stamp(message.Header.Stamp);
        foreach (var entry in entries) message.Status.Add(Status(entry));
        _publisher.Publish(message);
    }

    public void Dispose()
    {
        _periodic.Dispose();
        _node.Executor.QosHappened -= _qos.Count;
        _publisher.Dispose();
    }

    private DiagnosticStatus Status(DiagnosticEntry entry)
    {
        var (level, text, values) = entry.Read();
        // "node: part" is how diagnostic_updater names them and how aggregators find them.
        var status = new DiagnosticStatus
        {
            Level = (byte)level, Name = $"{_node.FullName.Name}: {entry.Name}", Message = text, HardwareId = _hardware,
        };
        foreach (var (key, value) in values) status.Values.Add(new() { Key = key, Value = value });
        return status;
    }

    private void RefreshPayloads(DiagnosticEntry entry)
    {
        long total = 0;
        foreach (var receiver in _node.Receivers)
        {
            long malformed = receiver.Malformed;
            total += malformed;
            if (malformed > 0) entry[receiver.Name] = malformed.ToString(CultureInfo.InvariantCulture);
        }

        bool more = total > _malformed;
        _malformed = total;
        entry.Set(more ? DiagnosticLevel.Warn : DiagnosticLevel.Ok, total == 0 ? "all decoded" : $"{total} did not decode");
    }
}
