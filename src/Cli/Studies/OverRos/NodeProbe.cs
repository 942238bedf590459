using System.Text.Json;
using Forewarn.Cli.Robots;
using Forewarn.Messages;
using Forewarn.Messages.DiagnosticMsgs;
using Forewarn.Messages.ForewarnMsgs;
using Forewarn.Messages.RosgraphMsgs;
using Forewarn.Messages.StdSrvs;
using Forewarn.RosBridge;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Cli.Studies.OverRos;

/// <summary>What a person with a terminal would do to node and robot over ROS 2: ask, reset, listen.</summary>
internal sealed class NodeProbe : IDisposable
{
    private readonly RosProcess _process;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly AutoResetEvent _changed = new(false);
    private readonly Lock _gate = new();
    private readonly Publisher<Text> _wishes;
    private readonly ServiceClient<TriggerRequest, TriggerResponse> _reset;
    private readonly Dictionary<string, Dictionary<string, string>> _status = [];
    private JsonElement _outcome;
    private long _clock;
    private Decision? _decision;

    public NodeProbe(RosProcess process)
    {
        _process = process;
        RosNode node = process.Node;
        _wishes = node.CreatePublisher<Text>("/forewarn/wish");
        _reset = node.CreateClient<Trigger, TriggerRequest, TriggerResponse>("/cup_robot/reset");
        node.CreateSubscription<Text>(ArmMessages.OutcomeTopic, OnOutcome, QosProfile.Latched);
        node.CreateSubscription<Decision>("/forewarn/decision", OnDecision, QosProfile.Latched);
        node.CreateSubscription<DiagnosticArray>("/diagnostics", OnDiagnostics);
        node.CreateSubscription<Clock>("/clock", OnClock, QosProfile.Clock);
        _thread = new Thread(() => process.Run(_stop.Token)) { IsBackground = true, Name = "forewarn probe" };
        _thread.Start();
    }

    /// <summary>The simulation's time, seconds.</summary>
    public double Seconds => Volatile.Read(ref _clock) * 1e-9;

    /// <summary>Whether a wish would reach a node.</summary>
    public bool HearsNode => _wishes.MatchedCount > 0;

    /// <summary>The decision that was heard last, or null.</summary>
    public Decision? Decision
    {
        get { lock (_gate) return _decision; }
    }

    /// <summary>Scene that the robot plays, and the mode and outcome of what happened in it so far.</summary>
    public (long Scene, string Mode, string Outcome) Outcome
    {
        get
        {
            lock (_gate)
                return _outcome.ValueKind != JsonValueKind.Object ? (-1, "", "")
                    : (_outcome.GetProperty("scene").GetInt64(), _outcome.GetProperty("mode").GetString()!, _outcome.GetProperty("outcome").GetString()!);
        }
    }

    /// <summary>A value of the node's diagnostics, or an empty text.</summary>
    public string Diagnostic(string part, string key)
    {
        lock (_gate) return _status.TryGetValue($"forewarn: {part}", out var values) && values.TryGetValue(key, out string? value) ? value : "";
    }

    public void Ask(string wish) => _wishes.Publish(new Text { Data = wish });

    /// <summary>Plays the next scene.</summary>
    /// <returns>Whether the robot answered.</returns>
    public bool Reset()
    {
        using var done = new ManualResetEventSlim();
        bool answered = false;
        _reset.Call(new TriggerRequest(), TimeSpan.FromSeconds(10), (answer, _) =>
        {
            answered = answer is { Success: true };
            done.Set();
        });
        done.Wait();
        return answered;
    }

    /// <summary>Waits until something heard makes a condition true.</summary>
    /// <returns>False after the timeout.</returns>
    public bool Wait(Func<bool> condition, TimeSpan timeout, CancellationToken cancel)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            cancel.ThrowIfCancellationRequested();
            if (TimeProvider.System.GetElapsedTime(start) > timeout) return false;
            _changed.WaitOne(20);
        }
        return true;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _process.Dispose();
        _changed.Dispose();
    }

    private void OnOutcome(Text text, in MessageInfo info)
    {
        lock (_gate) _outcome = JsonDocument.Parse(text.Data).RootElement.Clone();
        _changed.Set();
    }

    private void OnDecision(Decision decision, in MessageInfo info)
    {
        lock (_gate) _decision = new()
        {
            Index = decision.Index, Wish = decision.Wish, Rung = decision.Rung, Chosen = decision.Chosen, Reason = decision.Reason,
            TotalMs = decision.TotalMs,
        };
        _changed.Set();
    }

    private void OnDiagnostics(DiagnosticArray array, in MessageInfo info)
    {
        lock (_gate)
            foreach (DiagnosticStatus status in array.Status.Span)
            {
                if (!_status.TryGetValue(status.Name, out var values)) _status[status.Name] = values = [];
                values["message"] = status.Message;
                foreach (KeyValue pair in status.Values.Span) values[pair.Key] = pair.Value;
            }
    }

    private void OnClock(Clock clock, in MessageInfo info)
    {
        Volatile.Write(ref _clock, RosTime.Nanoseconds(clock.ClockValue));
        _changed.Set();
    }
}
