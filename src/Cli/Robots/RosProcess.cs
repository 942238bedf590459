using Forewarn.Cli.CommandLine;
using Forewarn.Messages;
using Forewarn.RosBridge;
using Forewarn.RosBridge.Cyclone;
using Forewarn.RosBridge.InProcess;
using Forewarn.RosBridge.Rcldotnet;

namespace Forewarn.Cli.Robots;

/// <summary>What every ROS process of this program has: a transport, its one executor, the node and its log on the terminal.</summary>
internal sealed class RosProcess : IDisposable
{
    private readonly IRosTransport _transport;

    /// <param name="name">Of the node, unless <c>-r __node:=</c> says otherwise.</param>
    /// <param name="options">How to join a DDS domain; null for the middleware that the environment chooses.</param>
    /// <param name="tap">Gets a copy of every message; null taps nothing.</param>
    /// <exception cref="Core.ForewarnException">The arguments are wrong, or there is no middleware.</exception>
    public RosProcess(Session session, string name, CycloneOptions? options = null, IMessageTap? tap = null)
    {
        RosArgs args = RosArgs.Parse(session.RosArguments);
        IRosTransport transport = options is null ? Chosen(session, args) : new CycloneTransport(options);
        _transport = tap is null ? transport : new TappedTransport(transport, tap, session.Time);
        Executor = new RosExecutor(_transport, session.Time);
        Node = new RosNode(Executor, name, args: args);
    }

    public RosExecutor Executor { get; }

    public RosNode Node { get; }

    /// <summary>Shows a logger's lines on the terminal, as ROS programs do.</summary>
    public static void Show(RosLogger logger, Session session, RosArgs args)
    {
        if (!args.StdoutLogs) return;
        logger.Logged += (level, text) =>
        {
            string line = $"[{level.ToString().ToUpperInvariant()}] [{logger.Name}]: {text}";
            if (level >= LogLevel.Warn) session.Terminal.Error.WriteLine(line);
            else session.Terminal.Line(line);
        };
    }

    /// <summary>Delivers and runs until canceled.</summary>
    public void Run(CancellationToken cancel) => Executor.Run(cancel);

    private static IRosTransport Chosen(Session session, RosArgs args)
    {
        TransportChoice choice = TransportSelection.Choose(Environment.GetEnvironmentVariable);
        session.Terminal.Line($"transport: {TransportSelection.NameOf(choice.Kind)} ({choice.Reason})");
        return TransportSelection.Open(choice, new Dictionary<TransportKind, Func<IRosTransport>>
        {
            [TransportKind.Cyclone] = () => new CycloneTransport(new CycloneOptions
            {
                Enclave = args.Enclave, Distro = CycloneOptions.DistroOf(Environment.GetEnvironmentVariable("ROS_DISTRO")),
            }),
            [TransportKind.Rcl] = () => RcldotnetProvider.Open(Environment.GetEnvironmentVariable),
            [TransportKind.InProcess] = () => new InProcessTransport(new InProcessDomain(session.Time)),
        });
    }

    public void Dispose()
    {
        Node.Dispose();
        _transport.Dispose();
    }
}
