using System.Globalization;
using Forewarn.Core;
using Forewarn.RosBridge;
using Forewarn.Serving;

namespace Forewarn.Cli.Consoles;

/// <summary>
/// A steering node as a console sees and commands it. The node is touched on its executor's thread alone: states are
/// taken there a few times a second, orders are posted to it.
/// </summary>
internal sealed class NodeConsole : IConsoleFeed, IConsoleCommands, IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(200), s_patience = TimeSpan.FromSeconds(3);

    private readonly SteeringNode _node;
    private readonly RosExecutor _executor;
    private readonly IDisposable _watching;
    private ConsoleStatus? _status;

    /// <param name="policy">Name of the package that draws the plans.</param>
    public NodeConsole(SteeringNode node, RosExecutor executor, DecisionRing decisions, string run, string policy)
    {
        (_node, _executor, Decisions) = (node, executor, decisions);
        IReadOnlyDictionary<string, string> none = new Dictionary<string, string>();
        About = new("node", run) { Policy = policy, Models = () => node.Session?.Models.Hashes ?? none };
        _watching = executor.Every(s_period, () => Volatile.Write(ref _status, Take()));
    }

    public ConsoleAbout About { get; }

    public DecisionRing Decisions { get; }

    public ConsoleOrders Orders => ConsoleOrders.Robot;

    public ConsoleStatus? Status() => Volatile.Read(ref _status);

    public ValueTask<CommandReply> AskAsync(string wish, long? about, CancellationToken cancel) => OnNodeAsync(
        session =>
        {
            _node.Ask(wish);
            return new(true, wish.Length == 0 ? "nothing is asked for any more" : $"asked: {wish}");
        }, cancel);

    public ValueTask<CommandReply> AnswerAsync(long decision, string answer, CancellationToken cancel) => OnNodeAsync(
        session =>
        {
            (bool isAccepted, string message) = _node.Answer(decision, answer);
            return new(isAccepted, message);
        }, cancel);

    public ValueTask<CommandReply> HoldAsync(CancellationToken cancel) => OnNodeAsync(_ => new(true, _node.Enable(false)), cancel);

    public ValueTask<CommandReply> StopAsync(CancellationToken cancel) => OnNodeAsync(_ => new(true, _node.EmergencyStop()), cancel);

    public ValueTask<CommandReply> EnableAsync(CancellationToken cancel) => OnNodeAsync(_ => new(true, _node.Enable(true)), cancel);

    public void Dispose() => _watching.Dispose();

    private async ValueTask<CommandReply> OnNodeAsync(Func<SteeringSession, CommandReply> order, CancellationToken cancel)
    {
        Task<CommandReply> done = _executor.RunAsync(() =>
        {
            CommandReply reply = _node.Session is { } session ? order(session) : new(false, "The node is not configured.");
            Volatile.Write(ref _status, Take());
            return reply;
        });
        try
        {
            return await done.WaitAsync(s_patience, _executor.Time, cancel);
        }
        catch (TimeoutException)
        {
            return new(false, "The node has not answered for 3 s; the order is carried out as soon as it does.");
        }
    }

    private ConsoleStatus? Take()
    {
        if (_node.Session is not { } session) return new(_executor.Time.GetTimestamp(), Rung.Hold, "the node is not configured");
        (Rung rung, string reason) = session.Status();
        HoldCause cause = session.Tick.Cause;
        var lines = new Dictionary<string, string>
        {
            ["lifecycle"] = _node.Lifecycle.Machine.State.ToString(),
            ["joint states"] = session.Joints.Fault == SensorFault.None ? "good" : session.Joints.Fault.ToString(),
        };
        foreach (CameraFeed camera in session.Cameras)
            lines[$"camera {camera.Format.Name}"] = camera.Fault == SensorFault.None ? "good" : camera.Fault.ToString();
        if (session.Gate.Dropped > 0) lines["plans dropped"] = session.Gate.Dropped.ToString(CultureInfo.InvariantCulture);
        return new(_executor.Time.GetTimestamp(), rung, reason)
        {
            Wish = session.Pacer.Wish,
            WishState = session.Pacer.State.ToString(),
            Hold = cause == HoldCause.None ? "" : cause.ToString(),
            IsHeld = session.IsStopped || !session.IsEnabled,
            IsStopped = session.IsStopped,
            Question = session.Pacer.Question,
            QuestionOf = session.Pacer is { Question: not null, Last: { } asked } ? asked.Index : -1,
            Queued = session.Queue.Remaining,
            Tick = _node.TickThread?.Statistics is { } tick
                ? new(tick.Count, tick.Missed, tick.JitterMs(0.5), tick.JitterMs(0.99), tick.WorstMs)
                : null,
            Rungs = new Dictionary<Rung, long>(session.Rungs),
            Lines = lines,
        };
    }
}
