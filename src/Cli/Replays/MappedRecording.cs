using Forewarn.Core;
using Forewarn.Evaluation.Replay;
using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Recording;
using Forewarn.RosBridge;
using Forewarn.Steering;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Cli.Replays;

/// <summary>
/// Finds points of decision in a recording that holds no decisions: what the robot sensed is put together as a steering
/// node does it, by the same feeds with the same distrust, and something is decided when a wish is heard and every few
/// seconds after.
/// </summary>
internal sealed class MappedRecording
{
    private readonly TopicMap _map;
    private readonly RecordedTime _time = new();
    private readonly JointSnapshot _measured;
    private readonly JointFeed _joints;
    private readonly StateAssembler _state;
    private readonly Dictionary<string, CameraFeed> _cameras;
    private readonly double[] _positions, _velocities;
    private readonly JointState _jointState = new();
    private readonly Image _image = new();
    private readonly Text _text = new();
    private readonly int _attempts;
    private readonly SeedStreams _seeds;
    private string[] _names = [];
    private string _wish;

    /// <param name="seeds">Of the proposals.</param>
    /// <param name="wish">Asked from the start; null when the recording says what is asked.</param>
    /// <exception cref="ForewarnException">A camera is not mapped, or the policy's state does not fit the robot.</exception>
    public MappedRecording(
        TopicMap map, IReadOnlyList<CameraFormat> cameras, IReadOnlyList<string> state, ActionSpec action, RobotDescription robot,
        SteeringNodeOptions options, SeedStreams seeds, string? wish)
    {
        (_map, _wish, _attempts, _seeds) = (map, wish ?? "", options.Steering.MaxAttempts, seeds);
        IPlanActuation actuation = SteeringSession.Actuation(action, robot, options.Tool);
        _measured = new JointSnapshot(actuation.Joints.Count);
        _joints = new JointFeed([.. actuation.Joints.Select(robot.Joint)], _measured);
        _state = new StateAssembler(state, actuation.Joints, robot, options.Tool);
        _cameras = cameras.ToDictionary(Topic, c => new CameraFeed(c, options.Cameras, _time));
        (_positions, _velocities) = (new double[actuation.Joints.Count], new double[actuation.Joints.Count]);
    }

    /// <summary>Moments at which something was asked for and the sensors could not be relied on.</summary>
    public int Blind { get; private set; }

    /// <summary>What was wrong the last time; empty for nothing.</summary>
    public string Fault { get; private set; } = "";

    /// <exception cref="ForewarnException">A mapped topic is missing or of another type.</exception>
    public IEnumerable<RecordedDecision> Decisions(BagReader bag)
    {
        Require(bag, _map.JointStates, JointState.Type);
        foreach (string topic in _cameras.Keys) Require(bag, topic, Image.Type);
        if (_map.Wish.Length > 0) Require(bag, _map.Wish, Text.Type);
        long index = 0, next = long.MaxValue;
        if (_wish.Length > 0) next = bag.StartTime;
        var topics = new HashSet<string>([_map.JointStates, .. _cameras.Keys, .. _map.Wish.Length > 0 ? new[] { _map.Wish } : []]);
        foreach (BagMessage message in bag.Messages(topics))
        {
            _time.MoveTo(message.LogTime);
            if (Take(message)) next = message.LogTime;
            if (message.LogTime < next || _wish.Length == 0) continue;
            if (Observe() is not { } history) continue;
            next = _map.Every > 0 ? message.LogTime + (long)(_map.Every * 1e9) : long.MaxValue;
            yield return Undecided(index++, message.LogTime, history);
        }
        if (next != long.MaxValue && index == 0) Blind++;
    }

    /// <returns>Whether something new is asked for.</returns>
    private bool Take(BagMessage message)
    {
        var reader = new CdrReader(message.Data.Span);
        if (message.Topic.Name == _map.JointStates)
        {
            _jointState.ReadFrom(ref reader);
            if (!reader.Failed) _joints.Take(Renamed(_jointState.Name.Span), _jointState.Position.Span, _jointState.Velocity.Span, _time.GetTimestamp());
        }
        else if (_cameras.TryGetValue(message.Topic.Name, out CameraFeed? camera))
        {
            _image.ReadFrom(ref reader);
            // The arm's path is unknown, so a still scene cannot be told from a frozen camera.
            if (!reader.Failed)
                camera.Take(_image.Encoding, (int)_image.Height, (int)_image.Width, (int)_image.Step, _image.Data.Span, _time.GetTimestamp(), 0);
        }
        else
        {
            _text.ReadFrom(ref reader);
            if (reader.Failed || _text.Data.Trim() == _wish) return false;
            _wish = _text.Data.Trim();
            return _wish.Length > 0;
        }
        return false;
    }

    private ReadOnlySpan<string> Renamed(ReadOnlySpan<string> recorded)
    {
        if (_map.Joints.Count == 0) return recorded;
        if (_names.Length != recorded.Length) _names = new string[recorded.Length];
        for (int j = 0; j < recorded.Length; j++) _names[j] = _map.Joints.GetValueOrDefault(recorded[j], recorded[j]);
        return _names;
    }

    private ObservationHistory? Observe()
    {
        Fault = _joints.Fault != SensorFault.None ? $"joint states: {_joints.Fault} {_joints.FaultyJoint}"
            : _cameras.Values.FirstOrDefault(c => c.Fault != SensorFault.None) is { } blind ? $"camera '{blind.Format.Name}': {blind.Fault}, found {blind.Found}"
            : "";
        if (!_measured.TryRead(_positions, _velocities, out long taken) || Fault.Length > 0) return null;
        return new(new Observation([.. _cameras.Values.Select(c => c.Frame())], _state.State(_positions, _velocities), _time.GetElapsedTime(0, taken)));
    }

    /// <summary>A point of decision at which this program did not decide.</summary>
    private RecordedDecision Undecided(long index, long time, ObservationHistory history) => new(
        time,
        new Decision(
            index, _wish, InputDigest.Of(history), _seeds.Stream("proposals", index).Key, _attempts, null, [], [], null, -1, Rung.Hold,
            "nothing was decided here", new(0, 0, 0, 0, 0, 0, 0)),
        history, null, "") { IsDecided = false };

    private string Topic(CameraFormat camera) => _map.Cameras.TryGetValue(camera.Name, out string? topic)
        ? topic
        : throw ForewarnException.Of("topic map: cameras", $"{(_map.Cameras.Count == 0 ? "none" : string.Join(", ", _map.Cameras.Keys))}",
            $"'{camera.Name}'", $"Say which topic has the pictures of '{camera.Name}' ({camera.Width} x {camera.Height}).", ExitCode.Usage);

    private static void Require(BagReader bag, string topic, MessageType type)
    {
        if (bag.Find(topic) is { } found && found.TypeName == type.Name) return;
        throw ForewarnException.Of($"recording: topic '{topic}'", bag.Find(topic)?.TypeName ?? $"nothing; there are {string.Join(", ", bag.Topics.Select(t => t.Name))}",
            type.Name, "Correct the topic map.", ExitCode.Usage);
    }
}
