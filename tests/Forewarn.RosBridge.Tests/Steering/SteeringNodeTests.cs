using Forewarn.Core;
using Forewarn.FaultSimulation;
using Forewarn.Messages;
using Forewarn.Messages.DiagnosticMsgs;
using Forewarn.Messages.ForewarnMsgs;
using Forewarn.Messages.LifecycleMsgs;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.StdSrvs;
using Forewarn.Messages.TrajectoryMsgs;
using Forewarn.RosBridge.Tests.Robot;
using Decision = Forewarn.Messages.ForewarnMsgs.Decision;
using Verdict = Forewarn.Messages.ForewarnMsgs.Verdict;
using ObservationHistory = Forewarn.Messages.ForewarnMsgs.ObservationHistory;
using Sentence = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.RosBridge.Tests.Steering;

/// <summary>The whole node as others on the network see it.</summary>
public sealed class SteeringNodeTests : IDisposable
{
    private readonly FaultWorld _world = new(new FaultSchedule(1, [], 20), CupArm.File, new PacingOptions());
    private readonly RosNode _peer;

    public SteeringNodeTests() => _peer = _world.Visit("peer");

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_wish_by_topic_is_carried_out_once_and_everything_is_published()
    {
        Decision? decision = null;
        ProposalSet? proposals = null;
        Verdict? verdict = null;
        Imagination? imagination = null;
        ObservationHistory? seen = null;
        Session? session = null;
        _peer.CreateSubscription<Decision>("/forewarn/decision", (Decision d, in MessageInfo _) => decision = d);
        _peer.CreateSubscription<ProposalSet>("/forewarn/proposals", (ProposalSet p, in MessageInfo _) => proposals = p);
        _peer.CreateSubscription<Verdict>("/forewarn/verdict", (Verdict v, in MessageInfo _) => verdict = v);
        _peer.CreateSubscription<Imagination>("/forewarn/imagination", (Imagination i, in MessageInfo _) => imagination = i);
        _peer.CreateSubscription<ObservationHistory>("/forewarn/observations", (ObservationHistory o, in MessageInfo _) => seen = o);
        _peer.CreateSubscription<Session>("/forewarn/session", (Session s, in MessageInfo _) => session = s, QosProfile.Latched);
        var wish = _peer.CreatePublisher<Sentence>("/forewarn/wish");
        Run(0.5);
        wish.Publish(new Sentence { Data = "far left" });
        Run(3.5);
        Assert.Equal("far left", decision!.Wish);
        Assert.Equal(Decision.Steered, decision.Rung);
        Assert.Equal("the tool goes to the far left", decision.Narration);
        Assert.Equal(proposals!.Modes * proposals.Steps * 5, (uint)proposals.Values.Count);
        Assert.Equal(["x_m", "y_m", "z_m", "yaw_rad", "width_m"], proposals.Columns.Span.ToArray());
        Assert.Equal((int)verdict!.Chosen, decision.Chosen);
        Assert.Equal((int)proposals.Modes, verdict.Narrations.Count);
        Assert.Contains(false, imagination!.Safe.Span.ToArray());
        Assert.Equal(["fault-simulation"], session!.Packages.Span.ToArray());
        var observation = Assert.Single(seen!.Observations.Span.ToArray());
        Assert.Equal(6, observation.State.Count);
        Assert.Equal(["front"], observation.Images.Span.ToArray().Select(i => i.Header.FrameId));
        Assert.Equal(12, observation.Images.Span[0].Data.Count);
        Assert.Equal(WishState.Done, _world.Session.Pacer.State);
        Assert.Single(_world.Decisions);
        Assert.Equal(0.24, ToolY(), 2e-2);
    }

    [Fact]
    public void The_parameter_is_a_wish_too()
    {
        Run(0.5);
        Assert.Null(_world.Parameters.Set(new NamedValue("wish", "right")));
        Run(3);
        Assert.Equal(-0.12, ToolY(), 2e-2);
    }

    [Fact]
    public void Estop_holds_at_once_and_only_enable_ends_it()
    {
        _world.Ask("left");
        Run(1);
        Assert.True(Call<Trigger, TriggerRequest, TriggerResponse>("/forewarn/estop", new()).Success);
        Run(0.04);
        double[] stands = [.. _world.Arm!];
        Run(1);
        Assert.Equal(HoldCause.EmergencyStop, _world.Session.Tick.Cause);
        Assert.All(stands.Zip(_world.Arm!), p => Assert.Equal(p.First, p.Second, 1e-2));
        Assert.True(Call<SetBool, SetBoolRequest, SetBoolResponse>("/forewarn/enable", new() { Data = true }).Success);
        Run(3);
        Assert.Equal(0.12, ToolY(), 2e-2);
    }

    [Fact]
    public void Deactivated_it_commands_nothing_and_activated_again_it_starts_from_where_the_arm_is()
    {
        int commands = 0;
        _peer.CreateSubscription<JointTrajectory>("/arm_controller/joint_trajectory", (JointTrajectory _, in MessageInfo _) => commands++);
        _world.Ask("left");
        Run(1);
        Assert.True(commands > 30);
        Assert.True(Change(LifecycleTransition.Deactivate));
        Run(0.1);
        commands = 0;
        Run(1);
        Assert.Equal(0, commands);
        Assert.True(Change(LifecycleTransition.Activate));
        Run(4);
        Assert.True(commands > 100);
        Assert.Equal(0.12, ToolY(), 2e-2);
    }

    [Fact]
    public void Cleaned_up_it_forgets_its_models_and_can_be_configured_again()
    {
        Assert.True(Change(LifecycleTransition.Deactivate));
        Assert.True(Change(LifecycleTransition.Cleanup));
        Assert.Null(_world.Node.Session);
        Run(0.5);
        Assert.True(Change(LifecycleTransition.Configure));
        Assert.True(Change(LifecycleTransition.Activate));
        Run(0.5);
        _world.Ask("middle");
        Run(3);
        Assert.Equal(Rung.Steered, _world.Decisions[^1].Decision.Rung);
    }

    [Fact]
    public void A_robot_that_does_not_fit_the_models_fails_configuring_with_one_clear_line()
    {
        Assert.True(Change(LifecycleTransition.Deactivate));
        Assert.True(Change(LifecycleTransition.Cleanup));
        var said = new List<string>();
        _world.Node.Logger.Logged += (_, text) => said.Add(text);
        const string handless = "<robot name='r'><joint name='a' type='fixed'><parent link='base'/><child link='tool'/></joint></robot>";
        _world.Parameters.Set(new NamedValue("robot_description", handless));
        Assert.False(Change(LifecycleTransition.Configure));
        Assert.Contains(said, line => line.Contains("finger_joint", StringComparison.Ordinal));
        Assert.Equal(LifecycleState.Unconfigured, _world.Node.Lifecycle.State);
    }

    [Fact]
    public void Nothing_is_open_to_be_answered_unless_it_asked()
    {
        AnswerResponse answer = Call<Answer, AnswerRequest, AnswerResponse>("/forewarn/ask", new() { Answer = "1", Decision = -1 });
        Assert.False(answer.Accepted);
        Assert.Equal("no question is open", answer.Message);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("the right, please")]
    public void An_answer_by_service_settles_the_wish_in_one_turn(string answer)
    {
        Answered(() =>
        {
            AnswerResponse response = Call<Answer, AnswerRequest, AnswerResponse>("/forewarn/ask", new() { Answer = answer, Decision = -1 });
            Assert.True(response.Accepted, response.Message);
        });
        Assert.Equal("left or right", _world.Decisions[^1].Decision.Wish);
    }

    [Fact]
    public void An_answer_by_parameter_settles_the_wish_too() =>
        Answered(() => Assert.Null(_world.Parameters.Set(new NamedValue("wish", "to the right"))));

    [Fact]
    public void Words_that_answer_nothing_are_a_new_wish()
    {
        _world.Ask("left or right");
        Run(1);
        AnswerResponse response = Call<Answer, AnswerRequest, AnswerResponse>("/forewarn/ask", new() { Answer = "middle", Decision = -1 });
        Assert.True(response.Accepted);
        Run(3);
        Assert.Equal("middle", _world.Decisions[^1].Decision.Wish);
        Assert.Equal(0, ToolY(), 2e-2);
    }

    [Theory]
    [InlineData("right")]
    [InlineData("to the right, please")]
    public void A_word_that_is_not_known_is_asked_about_and_the_answer_decides(string answer)
    {
        _world.Ask("to the rihgt side");
        Run(1);
        Core.Decision asking = _world.Decisions[^1].Decision;
        Assert.Equal((Rung.Hold, -1), (asking.Rung, asking.Chosen));
        Assert.StartsWith("I do not know the word 'rihgt' (nearest known: 'right'). Which of these:", asking.Question);
        Assert.Contains("to the right", asking.Answers!);
        int decided = _world.Decisions.Count;
        Run(1);
        Assert.Equal(decided, _world.Decisions.Count);
        AnswerResponse response = Call<Answer, AnswerRequest, AnswerResponse>("/forewarn/ask", new() { Answer = answer, Decision = -1 });
        Assert.True(response.Accepted, response.Message);
        Run(3);
        Assert.Equal((Rung.Steered, "to the rihgt side"), (_world.Decisions[^1].Decision.Rung, _world.Decisions[^1].Decision.Wish));
        Assert.Equal(-0.12, ToolY(), 2e-2);
    }

    private void Answered(Action answer)
    {
        _world.Ask("left or right");
        Run(1);
        Core.Decision asking = _world.Decisions[^1].Decision;
        Assert.Equal((Rung.Hold, -1), (asking.Rung, asking.Chosen));
        Assert.Equal(["to the right", "to the left", "something else"], asking.Answers!);
        Assert.Equal(asking.Question, _world.Session.Pacer.Question);
        answer();
        Run(3);
        Assert.Null(_world.Session.Pacer.Question);
        Assert.Equal(Rung.Steered, _world.Decisions[^1].Decision.Rung);
        Assert.Equal(-0.12, ToolY(), 2e-2);
    }

    [Fact]
    public void Diagnostics_tell_rung_reason_latency_and_punctuality_once_a_second()
    {
        var seen = new List<Dictionary<string, DiagnosticStatus>>();
        _peer.CreateSubscription<DiagnosticArray>("/diagnostics", (DiagnosticArray array, in MessageInfo _) =>
            seen.Add(array.Status.Span.ToArray().ToDictionary(s => s.Name, Copy)));
        _world.Ask("left");
        Run(3.2);
        Assert.True(seen.Count >= 3);
        DiagnosticStatus steering = seen[^1]["forewarn: steering"];
        Assert.Equal("left", Value(steering, "wish"));
        Assert.Contains(seen, s => Value(s["forewarn: steering"], "rung") == "Steered"
            && s["forewarn: steering"].Message.Contains("fits the wish", StringComparison.Ordinal));
        Assert.Equal("130.00", Value(seen[^1]["forewarn: latency"], "total p50 ms"));
        Assert.NotEqual("", Value(seen[^1]["forewarn: control tick"], "ticks"));
        Assert.Equal("good", seen[^1]["forewarn: cameras"].Message);
    }

    [Fact]
    public void Malformed_payloads_on_every_subscription_are_counted_and_nothing_gets_out()
    {
        _world.Ask("left");
        Run(0.5);
        SeedStream draws = new SeedStreams(3).Stream("fuzz");
        var topics = new (string Topic, MessageType Type)[]
        {
            ("/joint_states", Messages.SensorMsgs.JointState.Type), ("/front/image_raw", Messages.SensorMsgs.Image.Type),
            ("/forewarn/wish", Sentence.Type), ("/clock", Messages.RosgraphMsgs.Clock.Type),
        };
        using var transport = _world.Join();
        using IRawNode raw = transport.OpenNode("attacker", "/");
        foreach ((string topic, MessageType type) in topics)
        {
            using IRawPublisher publisher = raw.CreatePublisher(topic, type, QosProfile.Default with { Depth = 1000 });
            for (int i = 0; i < 10_000; i++)
            {
                var bytes = new byte[draws.Next(120)];
                for (int b = 0; b < bytes.Length; b++) bytes[b] = (byte)draws.Next(256);
                // Half of them begin like real ones, so that the decoder gets further.
                if (bytes.Length > 4 && i % 2 == 0) (bytes[0], bytes[1], bytes[2], bytes[3]) = (0, 1, 0, 0);
                publisher.Send(bytes);
                _world.Deliver();
                if (i % 100 == 99) Run(0.02);
            }
        }
        Run(0.5);
        Assert.All(topics, t => Assert.Contains(_world.Receivers, r => r.Name == t.Topic && r.Malformed > 4000));
        // And goes on as if nothing had been.
        _world.Ask("right");
        Run(4);
        Assert.Equal(Rung.Steered, _world.Decisions[^1].Decision.Rung);
    }

    [Fact]
    public void Receiving_joint_states_and_pictures_allocates_nothing()
    {
        Run(0.5);
        var joints = _peer.CreatePublisher<JointState>("/joint_states");
        var images = _peer.CreatePublisher<Image>("/front/image_raw");
        var state = new JointState();
        state.Name.Set([.. _world.Joints]);
        state.Position.Set([.. _world.Arm!]);
        var image = new Image { Height = 2, Width = 2, Step = 6, Encoding = "rgb8" };
        image.Data.Resize(12);
        long good = _world.Session.Joints.Good, allocated = 0;
        for (int i = 0; i < 300; i++)
        {
            image.Data[0] = (byte)i;
            joints.Publish(state);
            images.Publish(image);
            long before = GC.GetAllocatedBytesForCurrentThread();
            _world.Deliver();
            if (i >= 100) allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
        Assert.Equal(good + 300, _world.Session.Joints.Good);
    }

    private static DiagnosticStatus Copy(DiagnosticStatus status)
    {
        var copy = new DiagnosticStatus { Level = status.Level, Name = status.Name, Message = status.Message };
        foreach (KeyValue pair in status.Values.Span) copy.Values.Add(new() { Key = pair.Key, Value = pair.Value });
        return copy;
    }

    private static string Value(DiagnosticStatus status, string key) =>
        status.Values.Span.ToArray().FirstOrDefault(v => v.Key == key)?.Value ?? "";

    private void Run(double seconds)
    {
        for (double end = _world.Now + seconds - 1e-6; _world.Now < end;) _world.StepTick();
    }

    private double ToolY()
    {
        var row = new float[5];
        CupArm.Actuation().Describe([.. _world.Arm!], row);
        return row[1];
    }

    private bool Change(LifecycleTransition transition)
    {
        var request = new ChangeStateRequest();
        request.Transition.Id = (byte)transition;
        return Call<ChangeState, ChangeStateRequest, ChangeStateResponse>("/forewarn/change_state", request).Success;
    }

    private TResponse Call<TService, TRequest, TResponse>(string service, TRequest request)
        where TService : IRosService<TRequest, TResponse>
        where TRequest : class, IRosMessage<TRequest>, new()
        where TResponse : class, IRosMessage<TResponse>, new()
    {
        using var client = _peer.CreateClient<TService, TRequest, TResponse>(service);
        Task<TResponse> call = client.CallAsync(request, TimeSpan.FromSeconds(2));
        Run(0.2);
        Assert.True(call.IsCompletedSuccessfully, $"{service}: {call.Status}");
        return call.Result;
    }
}
