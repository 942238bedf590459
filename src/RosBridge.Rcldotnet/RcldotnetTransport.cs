using System.Diagnostics;
using Forewarn.Core;
using ROS2;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>
/// ROS 2 through rcldotnet: any middleware that rcl has. Bytes are converted to the workspace's message classes and back,
/// which allocates. What rcldotnet cannot do: tell who is matched, say "alive" without publishing, report events, answer a
/// request later, take an endpoint out of the graph before its object is collected.
/// </summary>
internal sealed class RcldotnetTransport : IRosTransport
{
    // Nodes wait one after the other when there are several.
    private const int SliceMs = 2;

    private static readonly Lock Starting = new();
    private static int _open;

    private readonly List<RcldotnetNode> _nodes = [];
    private readonly Queue<Action> _later = [];
    private readonly Queue<QosEvent> _events = [];
    private readonly ManualResetEventSlim _woken = new();
    private readonly Lock _gate = new();
    private bool _spinning, _closed;

    public RcldotnetTransport(RosWorkspace workspace)
    {
        Workspace = workspace;
        lock (Starting)
        {
            RCLdotnet.Init();
            if (!RCLdotnet.Ok())
                throw ForewarnException.Of("rcldotnet", "a context that was shut down", "one that runs",
                    "It starts once per process: start a new one.", ExitCode.Environment);
            _open++;
        }

        Graph = new RcldotnetGraph(this);
    }

    public string Name => "rcl";

    public IRosGraph Graph { get; }

    public Action<QosEvent>? QosEvents { get; set; }

    /// <summary>Exceptions that handlers threw; spinning went on.</summary>
    public long HandlerFaults { get; private set; }

    public Exception? LastHandlerFault { get; private set; }

    internal RosWorkspace Workspace { get; }

    internal IReadOnlyList<NodeName> Names
    {
        get { lock (_gate) return [.. _nodes.Select(node => new NodeName(node.Namespace, node.Name))]; }
    }

    /// <summary>Samples, requests and replies that handlers have taken.</summary>
    internal int Delivered { get; set; }

    public IRawNode OpenNode(string name, string space)
    {
        lock (_gate) ObjectDisposedException.ThrowIf(_closed, this);
        RosName.CheckNode(name);
        RosName.CheckNamespace(space);
        var node = new RcldotnetNode(this, name, space);
        Later(() => _nodes.Add(node));
        return node;
    }

    public int SpinOnce(TimeSpan timeout)
    {
        RcldotnetNode[] nodes;
        Delivered = 0;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _spinning = true;
            nodes = [.. _nodes];
        }

        try
        {
            Wait(nodes, timeout);
        }
        finally
        {
            RunLater();
        }

        Report();
        return Delivered;
    }

    public void Wake()
    {
        _woken.Set();
        RcldotnetNode[] nodes;
        lock (_gate) nodes = [.. _nodes];
        foreach (var node in nodes) node.Wake();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            _nodes.Clear();
        }

        lock (Starting)
        {
            if (--_open == 0) RCLdotnet.Shutdown();
        }
    }

    /// <summary>
    /// Runs work now, or behind the present spin: rcldotnet walks its lists of endpoints while it calls handlers, and they
    /// must not change under its feet.
    /// </summary>
    internal void Later(Action work)
    {
        lock (_gate)
        {
            if (!_spinning)
            {
                work();
                return;
            }

            _later.Enqueue(work);
        }

        Wake();
    }

    internal void Remove(RcldotnetNode node) => Later(() => _nodes.Remove(node));

    internal void Report(QosEvent happening)
    {
        lock (_gate) _events.Enqueue(happening);
    }

    /// <summary>Runs a handler; what it throws is counted.</summary>
    internal void Deliver(Action handler)
    {
        try
        {
            Delivered++;
            handler();
        }
        catch (Exception fault)
        {
            Fault(fault);
        }
    }

    private void Fault(Exception fault)
    {
        LastHandlerFault = fault;
        HandlerFaults++;
    }

    private void Wait(RcldotnetNode[] nodes, TimeSpan timeout)
    {
        // rcl waits in whole milliseconds; rounding up keeps a short wait from becoming a busy loop.
        long left = (long)Math.Ceiling(Math.Max(0, timeout.TotalMilliseconds)), start = Stopwatch.GetTimestamp();
        if (nodes.Length == 0) _woken.Wait(TimeSpan.FromMilliseconds(left));
        else if (nodes.Length == 1) Spin(nodes[0], _woken.IsSet ? 0 : left);
        else
        {
            foreach (var node in nodes) Spin(node, 0);
            for (int i = 0; Delivered == 0 && !_woken.IsSet && Stopwatch.GetElapsedTime(start).TotalMilliseconds < left; i++)
                Spin(nodes[i % nodes.Length], SliceMs);
        }

        _woken.Reset();
    }

    private void Spin(RcldotnetNode node, long milliseconds)
    {
        try
        {
            RCLdotnet.SpinOnce(node.Inner, milliseconds);
        }
        catch (UnansweredException)
        {
            // The one way to keep rcldotnet from answering a request with an empty response.
        }
        catch (Exception fault) when (fault is not ForewarnException)
        {
            throw ForewarnException.Of("rcldotnet", $"an error while waiting ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')})",
                "a context that runs", "See what rcl says; start the process again.", ExitCode.Environment, fault);
        }
    }

    private void RunLater()
    {
        while (true)
        {
            Action? work;
            lock (_gate)
            {
                if (!_later.TryDequeue(out work))
                {
                    _spinning = false;
                    return;
                }
            }

            try
            {
                lock (_gate) work();
            }
            catch (Exception fault)
            {
                Fault(fault);
            }
        }
    }

    private void Report()
    {
        while (true)
        {
            QosEvent happening;
            lock (_gate) if (!_events.TryDequeue(out happening)) return;
            QosEvents?.Invoke(happening);
        }
    }
}
