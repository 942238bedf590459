using Forewarn.Core;
using Forewarn.Steering;
using Forewarn.Messages.ForewarnMsgs;
using Forewarn.Messages.StdSrvs;
using Forewarn.Messages.TrajectoryMsgs;
using Decision = Forewarn.Core.Decision;
using ObservationHistory = Forewarn.Core.ObservationHistory;

namespace Forewarn.RosBridge;

/// <summary>
/// Steering as a managed ROS 2 node: configuring loads the models and checks them against the robot, activating warms
/// them up and lets decisions and commands flow, deactivating holds the arm. All but the control tick runs on the
/// executor's thread.
/// </summary>
public sealed class SteeringNode : ILifecycleCallbacks, IDisposable
{
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(10), ReportPause = TimeSpan.FromMilliseconds(100);

    private const string NotConfigured = "the node is not configured";

    private readonly RosNode _node;
    private readonly SteeringNodeSetup _setup;
    private readonly SteeringParameters _parameters;
    private readonly SteeringDiagnostics _diagnostics;
    private readonly IDisposable _polling;
    private SteeringTopics? _topics;
    private TrajectoryCommand? _stream;
    private GoalCommand? _goals;
    private TickThread? _thread;
    private (Rung, HoldCause) _reported;
    private TimeSpan _reportedAt;
    private long _holds;

    public SteeringNode(RosNode node, SteeringNodeSetup setup)
    {
        (_node, _setup) = (node, setup);
        Logger = new RosLogger(node);
        _parameters = new SteeringParameters(node.Parameters, setup.Options, setup.Topics, setup.RobotFile);
        _diagnostics = new SteeringDiagnostics(node, "forewarn", setup.Diagnostics);
        Lifecycle = new LifecycleNode(node, this);
        Lifecycle.Machine.Faulted += e => Logger.Error(e.Message);
        node.Parameters.Changed += (name, value) =>
        {
            if (name == "wish") Ask(value.AsString);
        };
        node.Clock.JumpedBack += by =>
        {
            Logger.Warn(FormattableString.Invariant($"ROS time jumped back by {by.TotalSeconds:f3} s: what was known is forgotten"));
            Session?.ClockJumped();
        };
        node.CreateService<SetBool, SetBoolRequest, SetBoolResponse>("~/enable", Enable);
        node.CreateService<Trigger, TriggerRequest, TriggerResponse>("~/estop", EmergencyStop);
        node.CreateService<Answer, AnswerRequest, AnswerResponse>("~/ask", AnswerQuestion);
        _polling = node.Executor.Every(PollPeriod, Poll);
        node.Executor.QosHappened += Warn;
    }

    public LifecycleNode Lifecycle { get; }

    public RosLogger Logger { get; }

    /// <summary>Between configure and cleanup; null otherwise.</summary>
    public SteeringSession? Session { get; private set; }

    /// <summary>The control thread, when this node owns one and is configured.</summary>
    public TickThread? TickThread => _thread;

    /// <summary>Asks for something new, as the topic <c>~/wish</c> does. Only on the executor's thread, like the orders below.</summary>
    /// <remarks>While a question is open, words that answer it are its answer and no new wish.</remarks>
    public void Ask(string wish)
    {
        if (Session?.Pacer is not { } pacer) return;
        if (pacer is { Question: not null, Last: { } asked } && Clarifies(asked, wish)) pacer.Ask(asked.Wish);
        else pacer.Ask(wish);
    }

    /// <summary>Switches steering on or off, as <c>~/enable</c> does.</summary>
    /// <returns>What holds now, in words.</returns>
    public string Enable(bool isEnabled)
    {
        Session?.Enable(isEnabled);
        return Session is null ? NotConfigured : isEnabled ? "steering is on" : "steering is off, the arm holds";
    }

    /// <summary>Holds at once and until steering is switched on, as <c>~/estop</c> does.</summary>
    /// <returns>What holds now, in words.</returns>
    public string EmergencyStop()
    {
        Session?.EmergencyStop();
        _goals?.Cancel();
        Logger.Warn("emergency stop");
        return Session is null ? NotConfigured : "the arm holds until ~/enable";
    }

    /// <summary>Answers the open question, as <c>~/ask</c> does.</summary>
    /// <param name="decision">Index of the decision that asked; below 0 for whichever did.</param>
    /// <param name="answer">Number of an option, or a new wish.</param>
    /// <returns>Whether it was taken, and as which wish or why not.</returns>
    public (bool IsTaken, string Message) Answer(long decision, string answer)
    {
        if (Session?.Pacer is not { Question: not null, Last: { } asked } pacer) return (false, "no question is open");
        if (decision >= 0 && decision != asked.Index)
            return (false, $"decision {decision} asked nothing that is still open; the open question is that of {asked.Index}");
        if (Clarifies(asked, answer))
        {
            pacer.Ask(asked.Wish);
            return (true, $"{asked.Wish}: {answer.Trim()}");
        }
        string wish = OpenQuestion.Meaning(asked, answer);
        if (wish.Length == 0) return (false, "the answer is empty");
        pacer.Ask(wish);
        return (true, wish);
    }

    /// <summary>Whether the verifier that asked understands the answer: the wish stays and means what was answered.</summary>
    private bool Clarifies(Decision asked, string answer) =>
        Session?.Models.Parts.Verifier is IClarifiable verifier && verifier.TryAnswer(asked.Wish, answer);

    /// <summary>One control period, for callers that own the tick.</summary>
    public void Step() => Session?.Step();

    /// <summary>Serves <c>~/enable</c>; on the executor's thread.</summary>
    public void Enable(SetBoolRequest request, SetBoolResponse response) =>
        (response.Success, response.Message) = (Session is not null, Enable(request.Data));

    /// <summary>Serves <c>~/estop</c>; on the executor's thread.</summary>
    public void EmergencyStop(TriggerRequest request, TriggerResponse response) =>
        (response.Success, response.Message) = (Session is not null, EmergencyStop());

    /// <summary>Serves <c>~/ask</c>; on the executor's thread.</summary>
    public void AnswerQuestion(AnswerRequest request, AnswerResponse response) =>
        (response.Accepted, response.Message) = Answer(request.Decision, request.Answer);

    LifecycleOutcome ILifecycleCallbacks.OnConfigure(LifecycleState from)
    {
        try
        {
            Configure();
            Logger.Info($"configured: {Session!.ModelSummary}");
            return LifecycleOutcome.Success;
        }
        catch (ForewarnException e)
        {
            Release();
            Logger.Error(e.Message);
            return LifecycleOutcome.Failure;
        }
    }

    LifecycleOutcome ILifecycleCallbacks.OnActivate(LifecycleState from)
    {
        Session!.Models.WarmUp();
        Session.Activate();
        _thread?.ResetStatistics();
        if (_parameters.Wish.Length > 0) Ask(_parameters.Wish);
        return LifecycleOutcome.Success;
    }

    LifecycleOutcome ILifecycleCallbacks.OnDeactivate(LifecycleState from)
    {
        Session!.Deactivate();
        _goals?.Cancel();
        return LifecycleOutcome.Success;
    }

    LifecycleOutcome ILifecycleCallbacks.OnCleanup(LifecycleState from) => Release();

    LifecycleOutcome ILifecycleCallbacks.OnShutdown(LifecycleState from) => Release();

    LifecycleOutcome ILifecycleCallbacks.OnError(LifecycleState from) => Release();

    public void Dispose()
    {
        _node.Executor.QosHappened -= Warn;
        _polling.Dispose();
        Release();
        _diagnostics.Dispose();
    }

    private void Configure()
    {
        SteeringNodeOptions options = _parameters.Options();
        SteeringTopicNames names = _parameters.Topics();
        RobotDescription robot = _parameters.Robot();
        var period = TimeSpan.FromSeconds(1 / options.Control.RateHz);
        INodeModels models = _setup.LoadModels(options);
        try
        {
            IPlanActuation actuation = SteeringSession.Actuation(models.Action, robot, options.Tool);
            ICommandSink sink = names.Action.Length > 0
                ? _goals = new GoalCommand(_node, names.Action, actuation)
                : _stream = new TrajectoryCommand(
                    _node.CreatePublisher<JointTrajectory>(names.Commands, TrajectoryCommand.Qos(period, options.LivelinessPeriods)),
                    actuation.Joints, period);
            Session = new SteeringSession(models, robot, options, sink, _setup.Log, _node.Executor.Time);
        }
        catch
        {
            models.Dispose();
            throw;
        }
        if (_goals is not null) _goals.Failed = reason =>
        {
            Logger.Warn($"the controller did not carry out the goal: {reason}");
            Session?.GoalFailed(reason);
        };
        Session.Pacer.Decided = Decided;
        _topics = new SteeringTopics(_node, Session, names, options) { Wished = Ask };
        _topics.Publish(DecisionMessages.Session(options.Seed, models.Hashes, _setup.Config(options), _node.Clock.Nanoseconds));
        if (_setup.OwnsTickThread)
        {
            _thread = new TickThread(Session.Step, options.Control.RateHz);
            _thread.Start();
        }
        _diagnostics.Watch(Session, _thread);
    }

    private LifecycleOutcome Release()
    {
        _diagnostics.Watch(null, null);
        _thread?.Dispose();
        _topics?.Dispose();
        Session?.Dispose();
        _stream?.Dispose();
        _goals?.Dispose();
        (_thread, _topics, Session, _stream, _goals) = (null, null, null, null, null);
        return LifecycleOutcome.Success;
    }

    private void Poll()
    {
        if (Session is not { } session) return;
        session.Poll();
        if (_goals is not null && session.Tick.Holds != _holds) _goals.Cancel();
        _holds = session.Tick.Holds;
        var now = (session.Status().Rung, session.Tick.Cause);
        if (now == _reported || _node.Executor.Now - _reportedAt < ReportPause) return;
        (_reported, _reportedAt) = (now, _node.Executor.Now);
        _diagnostics.Publish();
    }

    /// <summary>Runs on the thread that made the decision.</summary>
    private void Decided(Decision decision, ObservationHistory history)
    {
        _diagnostics.Add(decision);
        _topics?.Publish(decision, history);
        if (Session is { } session && session.Gate.LastWasTaken && decision.Plan is { } plan)
            _goals?.Send(plan, session.Tick.Command.ToArray(), Math.Min(plan.Steps, _setup.Options.Steering.ActionHorizon));
        Logger.Info($"decision {decision.Index}: {decision.Rung}, {decision.Reason}");
    }

    private void Warn(QosEvent happening)
    {
        if (happening.Kind == QosEventKind.NotOnTransport) Logger.Warn($"{happening.Topic} is missing: {happening.Detail}");
    }

}
