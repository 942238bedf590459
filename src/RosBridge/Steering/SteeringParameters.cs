namespace Forewarn.RosBridge;

/// <summary>The parameters of a steering node: what they are called, what they may be, and the options they make.</summary>
internal sealed class SteeringParameters
{
    private const string AtConfigure = "Takes effect when the node is configured.";

    private readonly NodeParameters _parameters;
    private readonly SteeringNodeOptions _defaults;

    public SteeringParameters(NodeParameters parameters, SteeringNodeOptions options, SteeringTopicNames topics, string robotFile)
    {
        (_parameters, _defaults) = (parameters, options);
        Text("wish", "", "What the robot should do, in words; empty for nothing. Setting it asks anew.", "");
        Text("robot_description", "", "URDF of the robot as text; empty to read robot_description_file.");
        Text("robot_description_file", robotFile, "Path of the robot's URDF.");
        Text("topics.joint_states", topics.JointStates, "Topic of the measured joints.");
        Text("topics.commands", topics.Commands, "Topic of the controller that takes joint trajectories.");
        Text("topics.action", topics.Action, "FollowJointTrajectory action that takes whole plans; empty to stream to topics.commands.");
        Text("topics.images", topics.Images, "Topic of a camera's pictures; {0} is the camera's name.");
        Number("topics.joint_states_deadline_ms", topics.JointStatesDeadlineMs, 0, 10_000,
            "Longest time between joint states that is asked of their publisher, ms; 0 asks for nothing.");
        Number("control.rate_hz", options.Control.RateHz, 1, 1000, "Commands per second; a multiple of the policy's rate.");
        Number("control.joint_states_ms", options.Control.JointStatesMs, 1, 10_000, "Age of the joint states at which the arm is held, ms.");
        Number("control.tracking_tolerance_rad", options.Control.TrackingTolerance, 0.01, 6.3,
            "Distance between commanded and measured joint at which the arm counts as elsewhere, rad.");
        Number("cameras.silent_ms", options.Cameras.SilentMs, 1, 60_000, "Age of the latest picture at which the arm is held, ms.");
        Number("cameras.frozen_travel_rad", options.Cameras.FrozenTravel, 0.01, 100,
            "Path of the arm, summed over its joints, during which a camera may show the very same picture, rad.");
        Number("freshness_ms", options.FreshnessMs, 1, 60_000, "Oldest observation a decision may rest on, ms.");
        Flag("use_header_stamps", options.UseHeaderStamps, "Whether stamps of messages are believed; needs synchronized clocks.");
        Flag("decide.repeat", options.Pacing.Repeat, "Whether a wish is decided again and again, or carried out once.");
        Whole("decide.overlap_rows", options.Pacing.OverlapRows, 0, 1000, "With decide.repeat: rows left at which the next decision begins.");
        Number("decide.retry_ms", options.Pacing.RetryMs, 1, 60_000, "Pause after a decision that moved nothing, ms.");
        Number("steering.deadline_ms", options.Steering.DeadlineMs, 1, 60_000, "From observation to decision, whatever the models do, ms.");
        Whole("steering.proposals", options.Steering.Proposals, 1, 4096, "Plans drawn per decision.");
        Whole("steering.modes", options.Steering.Modes, 1, 64, "Most modes kept by clustering.");
        Flag("steering.asks_when_close", options.Steering.AsksWhenClose, "Whether the person is asked when two outcomes fit nearly equally.");
        Whole("seed", (long)options.Seed, 0, long.MaxValue, "Root seed of the proposals.");
    }

    public string Wish => _parameters["wish"].AsString;

    /// <summary>The robot as its parameters describe it.</summary>
    /// <exception cref="Core.ForewarnException">It cannot be read.</exception>
    public RobotDescription Robot() => _parameters["robot_description"].AsString is { Length: > 0 } urdf
        ? RobotDescription.Parse(urdf, "parameter robot_description")
        : RobotDescription.Load(_parameters["robot_description_file"].AsString);

    public SteeringTopicNames Topics() => new()
    {
        JointStates = _parameters["topics.joint_states"].AsString,
        Commands = _parameters["topics.commands"].AsString,
        Action = _parameters["topics.action"].AsString,
        Images = _parameters["topics.images"].AsString,
        JointStatesDeadlineMs = _parameters["topics.joint_states_deadline_ms"].AsDouble,
    };

    public SteeringNodeOptions Options() => _defaults with
    {
        Control = _defaults.Control with
        {
            RateHz = _parameters["control.rate_hz"].AsDouble,
            JointStatesMs = _parameters["control.joint_states_ms"].AsDouble,
            TrackingTolerance = _parameters["control.tracking_tolerance_rad"].AsDouble,
        },
        Cameras = new()
        {
            SilentMs = _parameters["cameras.silent_ms"].AsDouble,
            FrozenTravel = _parameters["cameras.frozen_travel_rad"].AsDouble,
        },
        FreshnessMs = _parameters["freshness_ms"].AsDouble,
        UseHeaderStamps = _parameters["use_header_stamps"].AsBool,
        Pacing = new()
        {
            Repeat = _parameters["decide.repeat"].AsBool,
            OverlapRows = (int)_parameters["decide.overlap_rows"].AsInteger,
            RetryMs = _parameters["decide.retry_ms"].AsDouble,
        },
        Steering = _defaults.Steering with
        {
            DeadlineMs = _parameters["steering.deadline_ms"].AsDouble,
            Proposals = (int)_parameters["steering.proposals"].AsInteger,
            Modes = (int)_parameters["steering.modes"].AsInteger,
            AsksWhenClose = _parameters["steering.asks_when_close"].AsBool,
        },
        Seed = (ulong)_parameters["seed"].AsInteger,
    };

    private void Text(string name, string value, string description, string when = AtConfigure) =>
        _parameters.Declare(new(name, value) { Description = description, AdditionalConstraints = when });

    private void Flag(string name, bool value, string description) =>
        _parameters.Declare(new(name, value) { Description = description, AdditionalConstraints = AtConfigure });

    private void Number(string name, double value, double from, double to, string description) =>
        _parameters.Declare(new(name, value)
        {
            Description = description, AdditionalConstraints = AtConfigure, DoubleRange = new(from, to),
        });

    private void Whole(string name, long value, long from, long to, string description) =>
        _parameters.Declare(new(name, value)
        {
            Description = description, AdditionalConstraints = AtConfigure, LongRange = new(from, to),
        });
}
