using System.Globalization;

namespace Forewarn.RosBridge;

/// <summary>
/// Counts quality-of-service events by kind and topic. A publisher and a subscription that do not go together, and an
/// endpoint that the transport cannot have, stay a warning: nothing will ever come of them. The others warn once, in the
/// next publication.
/// </summary>
internal sealed class QosDiagnostics
{
    private readonly Dictionary<(QosEventKind Kind, string Topic), QosEvent> _last = [];
    private readonly Lock _gate = new();
    private QosEvent? _fresh;

    public void Count(QosEvent happening)
    {
        lock (_gate)
        {
            _last[(happening.Kind, happening.Topic)] = happening;
            _fresh = happening;
        }
    }

    public void Refresh(DiagnosticEntry entry)
    {
        lock (_gate)
        {
            foreach (var ((kind, topic), happening) in _last)
                entry[$"{Say(kind)} {topic}"] = $"{happening.Count.ToString(CultureInfo.InvariantCulture)} ({happening.Detail})";
            QosEvent? misfit = null;
            foreach (var ((kind, _), happening) in _last)
                if (kind is QosEventKind.IncompatibleQos or QosEventKind.NotOnTransport) misfit ??= happening;
            if ((_fresh ?? misfit) is { } worst) entry.Set(DiagnosticLevel.Warn, $"{Say(worst.Kind)}: {worst.Topic}: {worst.Detail}");
            else entry.Set(DiagnosticLevel.Ok, _last.Count == 0 ? "no events" : "no new events");
            _fresh = null;
        }
    }

    private static string Say(QosEventKind kind) => kind switch
    {
        QosEventKind.IncompatibleQos => "incompatible",
        QosEventKind.DeadlineMissed => "deadline missed",
        QosEventKind.LivelinessLost => "liveliness lost",
        QosEventKind.LivelinessChanged => "liveliness changed",
        QosEventKind.NotOnTransport => "not on this transport",
        _ => kind.ToString(),
    };
}
