using System.Globalization;
using Forewarn.Core;
using Forewarn.Messages;
using Forewarn.Messages.BuiltinInterfaces;
using Forewarn.Messages.SensorMsgs;
using Message = Forewarn.Messages.ForewarnMsgs;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.RosBridge;

/// <summary>What a steering session hears and says on topics. Handlers run on the executor's thread.</summary>
internal sealed class SteeringTopics : IDisposable
{
    private readonly SteeringSession _session;
    private readonly RosClock _clock;
    private readonly TimeProvider _time;
    private readonly bool _usesStamps;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Publisher<Message.Session> _sessionInfo;
    private readonly Publisher<Message.ObservationHistory> _observations;
    private readonly Publisher<Message.ProposalSet> _proposals;
    private readonly Publisher<Message.Imagination> _imagination;
    private readonly Publisher<Message.Verdict> _verdict;
    private readonly Publisher<Message.Decision> _decision;

    public SteeringTopics(RosNode node, SteeringSession session, SteeringTopicNames names, SteeringNodeOptions options)
    {
        (_session, _clock, _time, _usesStamps) = (session, node.Clock, node.Executor.Time, options.UseHeaderStamps);
        TimeSpan? deadline = names.JointStatesDeadlineMs > 0 ? TimeSpan.FromMilliseconds(names.JointStatesDeadlineMs) : null;
        _subscriptions.Add(node.CreateSubscription<JointState>(
            names.JointStates, OnJointState, QosProfile.SensorData with { Depth = 1, Deadline = deadline }));
        foreach (CameraFeed camera in session.Cameras)
        {
            string topic = string.Format(CultureInfo.InvariantCulture, names.Images, camera.Format.Name);
            _subscriptions.Add(node.CreateSubscription<Image>(
                topic, (Image image, in MessageInfo _) => OnImage(camera, image), QosProfile.SensorData with { Depth = 1 }));
        }
        _subscriptions.Add(node.CreateSubscription<Text>(names.Wish, OnWish));
        _sessionInfo = node.CreatePublisher<Message.Session>("~/session", QosProfile.Latched);
        _observations = node.CreatePublisher<Message.ObservationHistory>("~/observations", QosProfile.Latched);
        _proposals = node.CreatePublisher<Message.ProposalSet>("~/proposals", QosProfile.Latched);
        _imagination = node.CreatePublisher<Message.Imagination>("~/imagination", QosProfile.Latched);
        _verdict = node.CreatePublisher<Message.Verdict>("~/verdict", QosProfile.Latched);
        _decision = node.CreatePublisher<Message.Decision>("~/decision", QosProfile.Latched);
    }

    /// <summary>A wish came by topic.</summary>
    public Action<string>? Wished { get; set; }

    /// <summary>Publishes what the session decides with.</summary>
    public void Publish(Message.Session session) => _sessionInfo.Publish(session);

    /// <summary>Publishes a decision; any thread may call.</summary>
    public void Publish(Decision decision, ObservationHistory history)
    {
        long stamp = _clock.Nanoseconds;
        _observations.Publish(DecisionMessages.Observations(decision, history, stamp));
        if (decision.Modes is { } modes) _proposals.Publish(DecisionMessages.Proposals(decision, modes, stamp));
        if (decision.Guard is { } guard) _imagination.Publish(DecisionMessages.Imagination(decision, guard, _session.Foresight, stamp));
        _verdict.Publish(DecisionMessages.Verdict(decision, stamp));
        _decision.Publish(DecisionMessages.Of(decision, stamp));
    }

    public void Dispose()
    {
        _subscriptions.ForEach(s => s.Dispose());
        _sessionInfo.Dispose();
        _observations.Dispose();
        _proposals.Dispose();
        _imagination.Dispose();
        _verdict.Dispose();
        _decision.Dispose();
    }

    private void OnJointState(JointState state, in MessageInfo _)
    {
        if (_session.Joints.Take(state.Name.Span, state.Position.Span, state.Velocity.Span, Taken(state.Header.Stamp)))
            _session.JointsMoved();
    }

    private void OnImage(CameraFeed camera, Image image) => camera.Take(
        image.Encoding, (int)image.Height, (int)image.Width, (int)image.Step, image.Data.Span, Taken(image.Header.Stamp), _session.Travel);

    private void OnWish(Text text, in MessageInfo _) => Wished?.Invoke(text.Data);

    /// <summary>When a message was taken, by the monotonic clock: its age is counted in ROS time, never below zero.</summary>
    private long Taken(Time stamp)
    {
        long now = _time.GetTimestamp(), taken = RosTime.Nanoseconds(stamp), ros = _clock.Nanoseconds;
        if (!_usesStamps || taken == 0 || ros <= taken) return now;
        return now - (long)((ros - taken) * 1e-9 * _time.TimestampFrequency);
    }
}
