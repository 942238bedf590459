using Forewarn.Core;
using Forewarn.Messages;
using Forewarn.RosBridge;
using Decision = Forewarn.Core.Decision;
using Message = Forewarn.Messages.ForewarnMsgs;
using ObservationHistory = Forewarn.Core.ObservationHistory;

namespace Forewarn.Cli.Recordings;

/// <summary>
/// Records decisions made without a node, in the messages and topics of the node; those of several loops one after the other.
/// </summary>
internal sealed class DecisionTap : IDecisionLog
{
    public const string Node = "/forewarn";

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly TapPublisher<Message.ObservationHistory> _observations;
    private readonly TapPublisher<Message.ProposalSet> _proposals;
    private readonly TapPublisher<Message.Imagination> _imagination;
    private readonly TapPublisher<Message.Verdict> _verdict;
    private readonly TapPublisher<Message.Decision> _decision;

    /// <param name="config">The configuration as YAML.</param>
    public DecisionTap(IMessageTap tap, ulong seed, IReadOnlyDictionary<string, string> hashes, string config, TimeProvider time)
    {
        _time = time;
        Open<Message.Session>("session").Publish(DecisionMessages.Session(seed, hashes, config, RosTime.Wall(time)));
        _observations = Open<Message.ObservationHistory>("observations");
        _proposals = Open<Message.ProposalSet>("proposals");
        _imagination = Open<Message.Imagination>("imagination");
        _verdict = Open<Message.Verdict>("verdict");
        _decision = Open<Message.Decision>("decision");

        TapPublisher<T> Open<T>(string name) where T : class, IRosMessage<T>, new() => new(tap, $"{Node}/{name}", QosProfile.Latched, time);
    }

    public void Append(Decision decision, ObservationHistory history)
    {
        // The messages of one decision stay together, whoever decides meanwhile.
        lock (_gate) Publish(decision, history, RosTime.Wall(_time));
    }

    private void Publish(Decision decision, ObservationHistory history, long stamp)
    {
        _observations.Publish(DecisionMessages.Observations(decision, history, stamp));
        if (decision.Modes is { } modes) _proposals.Publish(DecisionMessages.Proposals(decision, modes, stamp));
        if (decision.Guard is { } guard) _imagination.Publish(DecisionMessages.Imagination(decision, guard, null, stamp));
        _verdict.Publish(DecisionMessages.Verdict(decision, stamp));
        _decision.Publish(DecisionMessages.Of(decision, stamp));
    }
}
