using Forewarn.Cli.CommandLine;
using Forewarn.RosBridge;
using Forewarn.RosBridge.Cyclone;

namespace Forewarn.Cli.Robots;

/// <summary>What every ROS process of this program has: a transport, its one executor, the node and its log on the terminal.</summary>
internal sealed class RosProcess : IDisposable
{
    private readonly IRosTransport _transport;

    /// <param name="name">Of the node, unless <c>-r __node:=</c> says otherwise.</param>
    /// <param name="options">How to join the domain; null for what the environment says.</param>
    /// <exception cref="Core.ForewarnException">The arguments are wrong, or there is no middleware.</exception>
    public RosProcess(Session session, string name, CycloneOptions? options = null)
    {
        RosArgs args = RosArgs.Parse(session.RosArguments);
        _transport = new CycloneTransport((options ?? new()) with { Enclave = args.Enclave });
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

    public void Dispose()
    {
        Node.Dispose();
        _transport.Dispose();
    }
}
