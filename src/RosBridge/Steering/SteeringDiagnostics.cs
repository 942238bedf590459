using System.Globalization;
using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>What a steering node says about itself on <c>/diagnostics</c>.</summary>
internal sealed class SteeringDiagnostics : IDisposable
{
    private static readonly string[] Stages = ["propose", "cluster", "imagine", "guard", "narrate", "choose", "total"];

    private readonly DiagnosticsPublisher _publisher;
    private readonly LatencyWindow[] _latencies = [.. Stages.Select(_ => new LatencyWindow())];
    private readonly Lock _gate = new();
    private SteeringSession? _session;
    private TickThread? _thread;

    /// <param name="more">Parts of whoever runs the node, by name.</param>
    public SteeringDiagnostics(RosNode node, string hardware, IReadOnlyDictionary<string, Action<DiagnosticEntry>> more)
    {
        _publisher = new DiagnosticsPublisher(node, hardware);
        _publisher.Add("steering", Steering);
        _publisher.Add("latency", Latency);
        _publisher.Add("control tick", Tick);
        _publisher.Add("joint states", JointStates);
        _publisher.Add("cameras", Cameras);
        foreach (var (name, refresh) in more) _publisher.Add(name, refresh);
    }

    /// <summary>What to report on from now on; null after cleanup.</summary>
    public void Watch(SteeringSession? session, TickThread? thread) => (_session, _thread) = (session, thread);

    /// <summary>Publishes now: something changed that must not wait for the second.</summary>
    public void Publish() => _publisher.Publish();

    public void Add(Decision decision)
    {
        StageTimings t = decision.Timings;
        double[] ms = [t.ProposeMs, t.ClusterMs, t.ImagineMs, t.GuardMs, t.NarrateMs, t.ChooseMs, t.TotalMs];
        lock (_gate) for (int i = 0; i < ms.Length; i++) _latencies[i].Add(ms[i]);
    }

    public void Dispose() => _publisher.Dispose();

    private void Steering(DiagnosticEntry entry)
    {
        if (_session is not { } session)
        {
            entry.Set(DiagnosticLevel.Ok, "not configured");
            return;
        }
        (Rung rung, string reason) = session.Status();
        bool isCalm = rung == Rung.Steered
            || (rung == Rung.Hold && session.Tick.Cause is HoldCause.None or HoldCause.Inactive or HoldCause.Disabled
                && session.Pacer.Fault is null && session.Pacer.State is WishState.None or WishState.Done);
        entry.Set(rung == Rung.Stop ? DiagnosticLevel.Error : isCalm ? DiagnosticLevel.Ok : DiagnosticLevel.Warn, reason);
        entry["rung"] = rung.ToString();
        entry["hold"] = session.Tick.Cause.ToString();
        entry["wish"] = session.Pacer.Wish;
        entry["wish state"] = session.Pacer.State.ToString();
        entry["question"] = session.Pacer.Question ?? "";
        entry["decisions"] = Show(session.Pacer.Begun);
        foreach ((Rung level, long count) in session.Rungs) entry[$"decisions {level}"] = Show(count);
        entry["plans dropped"] = Show(session.Gate.Dropped);
        entry["plans expired"] = Show(session.Queue.Expired);
        entry["plans unguarded"] = Show(session.Gate.Unguarded);
        entry["models"] = session.ModelSummary;
    }

    private void Latency(DiagnosticEntry entry)
    {
        lock (_gate)
        {
            entry.Set(DiagnosticLevel.Ok, $"decision p50 {Show(_latencies[^1].Quantile(0.5))} ms, p99 {Show(_latencies[^1].Quantile(0.99))} ms");
            for (int i = 0; i < Stages.Length; i++)
            {
                entry[$"{Stages[i]} p50 ms"] = Show(_latencies[i].Quantile(0.5));
                entry[$"{Stages[i]} p99 ms"] = Show(_latencies[i].Quantile(0.99));
            }
        }
    }

    private void Tick(DiagnosticEntry entry)
    {
        if (_session is not { } session) return;
        entry["ticks"] = Show(session.Tick.Steps);
        entry["moves shortened"] = Show(session.Tick.Clamped);
        entry["commands not taken"] = Show(session.Tick.Undelivered);
        if (_thread is not { } thread)
        {
            entry.Set(DiagnosticLevel.Ok, "ticks on the caller's clock");
            return;
        }
        TickStatistics statistics = thread.Statistics;
        double missed = statistics.Count == 0 ? 0 : (double)statistics.Missed / statistics.Count;
        entry.Set(missed > 0.001 ? DiagnosticLevel.Warn : DiagnosticLevel.Ok,
            FormattableString.Invariant($"{missed:p2} missed, jitter p99 {statistics.JitterMs(0.99):f2} ms"));
        entry["missed"] = Show(statistics.Missed);
        entry["jitter p50 ms"] = Show(statistics.JitterMs(0.5));
        entry["jitter p99 ms"] = Show(statistics.JitterMs(0.99));
        entry["lateness p99 ms"] = Show(statistics.LatenessMs(0.99));
        entry["worst ms"] = Show(statistics.WorstMs);
        entry["real-time policy"] = thread.IsRealTime ? "granted" : "not granted";
        entry["locked memory"] = thread.HasLockedMemory ? "granted" : "not granted";
    }

    private void JointStates(DiagnosticEntry entry)
    {
        if (_session is not { } session) return;
        JointFeed joints = session.Joints;
        bool isSilent = session.Tick.Cause == HoldCause.JointStatesSilent;
        string joint = joints.FaultyJoint is { } name ? $" ({name})" : "";
        entry.Set(isSilent || joints.Fault != SensorFault.None ? DiagnosticLevel.Warn : DiagnosticLevel.Ok,
            joints.Fault != SensorFault.None ? $"{joints.Fault}{joint}" : isSilent ? "Silent" : "good");
        entry["used"] = Show(joints.Good);
        entry["dropped"] = Show(joints.Bad);
    }

    private void Cameras(DiagnosticEntry entry)
    {
        if (_session is not { } session) return;
        CameraFeed? blind = session.BlindCamera();
        entry.Set(blind is null ? DiagnosticLevel.Ok : DiagnosticLevel.Warn, blind is null ? "good" : $"{blind.Format.Name}: {blind.Fault}");
        foreach (CameraFeed camera in session.Cameras)
        {
            entry[$"{camera.Format.Name} state"] = camera.Fault.ToString();
            entry[$"{camera.Format.Name} used"] = Show(camera.Good);
            entry[$"{camera.Format.Name} dropped"] = Show(camera.Bad);
        }
    }

    private static string Show(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Show(double value) => value.ToString("f2", CultureInfo.InvariantCulture);
}
