using Forewarn.Core;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Messages;
using Forewarn.Recording;
using Forewarn.RosBridge;
using Forewarn.Steering;
using Decision = Forewarn.Core.Decision;
using ObservationHistory = Forewarn.Core.ObservationHistory;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Evaluation.Tests.Replay;

/// <summary>A steering run of the synthetic task, in a bag.</summary>
internal sealed class RecordedRun : IDecisionLog, IPlanSink, IDisposable
{
    public const ulong Seed = 3;

    public static readonly SteeringOptions Options = new() { Proposals = 32, PredictionHorizon = SyntheticTask.Steps, ActionHorizon = SyntheticTask.Steps };
    public static readonly Dictionary<string, string> Models = new() { ["synthetic"] = new('a', 64) };

    private readonly BagRecorder _recorder;
    private readonly CdrWriter _writer = new();
    private readonly string _node;
    private long _now = 1_000_000_000_000_000_000;

    public RecordedRun(string folder, string node = "/forewarn") =>
        (_recorder, _node) = (new(folder, TimeProvider.System), node);

    public List<(Decision Decision, ObservationHistory History)> Decided { get; } = [];

    public static SteeringParts Parts { get; } = new(
        new SyntheticProposer(), new ModeClustering(new KeyframeDistance(), Options), new SyntheticWorldModel(), new PlanGuards(new FiniteGuard()),
        new PlanChooser(new SyntheticNarrator(), new KeywordReader(), Options, TimeProvider.System));

    public void Begin(string config = "steering: {}") =>
        Put("session", DecisionMessages.Session(Seed, Models, config, _now), QosProfile.Latched);

    public async Task Decide(long index, string wish)
    {
        using var task = new SyntheticTask();
        task.Reset(new SeedStreams(Seed).Stream("scene", index));
        using var loop = new SteeringLoop(Parts, Options with { DeadlineMs = 60_000 }, new SeedStreams(Seed), this, this, TimeProvider.System);
        await loop.DecideAsync(task.Observe(), wish, index, CancellationToken.None);
    }

    public void Append(Decision decision, ObservationHistory history)
    {
        Decided.Add((decision, history));
        Put("observations", DecisionMessages.Observations(decision, history, _now), QosProfile.Latched);
        Publish(decision);
    }

    /// <summary>Without what it saw.</summary>
    public void Publish(Decision decision)
    {
        if (decision.Modes is { } modes) Put("proposals", DecisionMessages.Proposals(decision, modes, _now), QosProfile.Latched);
        if (decision.Guard is { } guard) Put("imagination", DecisionMessages.Imagination(decision, guard, null, _now), QosProfile.Latched);
        Put("verdict", DecisionMessages.Verdict(decision, _now), QosProfile.Latched);
        Put("decision", DecisionMessages.Of(decision, _now), QosProfile.Latched);
    }

    public void Tell(string text) => PutAt("/cup_robot/outcome", new Text { Data = text }, QosProfile.Latched);

    public void Tell(long scene, string mode) => Tell($$"""{"scene":{{scene}},"mode":"{{mode}}","outcome":"{{mode.Split('-')[0]}}"}""");

    public void PutAt<T>(string topic, T message, QosProfile qos) where T : class, IRosMessage<T>, new()
    {
        _writer.Reset();
        message.WriteTo(_writer);
        _now += 1_000_000;
        Assert.True(_recorder.Take(_recorder.Open(new Topic(topic, T.Type, qos)), _now, _now, _writer.Bytes));
    }

    public void Dispose() => _recorder.Dispose();

    void IPlanSink.Dispatch(in Decision decision) { }

    private void Put<T>(string name, T message, QosProfile qos) where T : class, IRosMessage<T>, new() => PutAt($"{_node}/{name}", message, qos);
}
