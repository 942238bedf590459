using Forewarn.Core;
using Forewarn.Messages;
using Decision = Forewarn.Core.Decision;
using Message = Forewarn.Messages.ForewarnMsgs;

namespace Forewarn.Evaluation.Replay;

/// <summary>
/// Puts the messages of one steering node together again: session, then per decision what it saw, its plans, findings
/// and verdict, and last the decision itself. Messages that a recording lost leave their part out.
/// </summary>
/// <param name="node">Namespace and name of the node.</param>
internal sealed class DecisionAssembler(string node)
{
    private RecordedSession? _session;
    private Message.ObservationHistory? _seen;
    private Message.ProposalSet? _proposals;
    private Message.Imagination? _imagination;
    private Message.Verdict? _verdict;

    /// <summary>Types whose messages this reads.</summary>
    public static IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        Message.Session.Type.Name, Message.ObservationHistory.Type.Name, Message.ProposalSet.Type.Name,
        Message.Imagination.Type.Name, Message.Verdict.Type.Name, Message.Decision.Type.Name,
    };

    /// <param name="type">One of <see cref="Types"/>.</param>
    /// <param name="time">Log time, ns.</param>
    /// <param name="cdr">Encapsulation header and body.</param>
    /// <returns>The decision that this message completes, or null.</returns>
    /// <exception cref="ForewarnException">The message is malformed.</exception>
    public RecordedDecision? Take(string type, long time, ReadOnlySpan<byte> cdr)
    {
        if (type == Message.Session.Type.Name) _session = Session(cdr);
        else if (type == Message.ObservationHistory.Type.Name) _seen = Read<Message.ObservationHistory>(cdr);
        else if (type == Message.ProposalSet.Type.Name) _proposals = Read<Message.ProposalSet>(cdr);
        else if (type == Message.Imagination.Type.Name) _imagination = Read<Message.Imagination>(cdr);
        else if (type == Message.Verdict.Type.Name) _verdict = Read<Message.Verdict>(cdr);
        else if (type == Message.Decision.Type.Name) return Complete(Read<Message.Decision>(cdr), time);
        return null;
    }

    private RecordedDecision Complete(Message.Decision m, long time)
    {
        var proposals = _proposals is { } p && p.Decision == m.Index ? p : null;
        var imagination = _imagination is { } i && i.Decision == m.Index ? i : null;
        var verdict = _verdict is { } v && v.Decision == m.Index ? v : null;
        var seen = _seen is { } s && s.Decision == m.Index ? s : null;
        (_seen, _proposals, _imagination, _verdict) = (null, null, null, null);
        var decision = new Decision(
            (long)m.Index, m.Wish, m.ObservationDigest, m.SeedKey, (int)m.Attempts, Modes(proposals),
            [.. Narrations(verdict)], verdict?.Scores.Span.ToArray() ?? [], Findings(imagination), m.Chosen, Level(m.Rung), m.Reason,
            new(m.ProposeMs, m.ClusterMs, m.ImagineMs, m.GuardMs, m.NarrateMs, m.ChooseMs, m.TotalMs),
            m.Question.Length > 0 ? m.Question : null);
        return new(time, decision, History(seen), _session, node);
    }

    /// <param name="cdr">A message of type <c>forewarn_msgs/msg/Session</c>.</param>
    /// <exception cref="ForewarnException">The message is malformed.</exception>
    public static RecordedSession Session(ReadOnlySpan<byte> cdr)
    {
        var m = Read<Message.Session>(cdr);
        var models = new Dictionary<string, string>();
        for (int i = 0; i < Math.Min(m.Packages.Count, m.Hashes.Count); i++) models[m.Packages[i]] = m.Hashes[i];
        return new(m.Version, m.Seed, models, m.Config);
    }

    private static ActionProposals? Modes(Message.ProposalSet? m) => m is null ? null : new(
        m.Values.Span.ToArray(), (int)m.Modes, new ActionSpec(m.Representation, m.Header.FrameId, m.Rate, m.Columns.Span.ToArray()),
        m.Masses.Span.ToArray());

    private static IEnumerable<Narration> Narrations(Message.Verdict? m)
    {
        if (m is null) yield break;
        for (int k = 0; k < m.Narrations.Count; k++)
            yield return new(k, m.Narrations[k], k < m.NarrationLogProbabilities.Count ? m.NarrationLogProbabilities[k] : double.NaN);
    }

    private static GuardReport? Findings(Message.Imagination? m)
    {
        if (m is null) return null;
        var reasons = m.GuardReasons.Span;
        var findings = new GuardFinding[m.Safe.Count];
        for (int k = 0; k < findings.Length; k++) findings[k] = new(m.Safe[k], k < reasons.Length ? reasons[k] : "");
        return new(findings);
    }

    private static ObservationHistory? History(Message.ObservationHistory? m) => m is null ? null : new(
        [.. m.Observations.Span.ToArray().Select(o => new Observation(
            [.. o.Images.Span.ToArray().Select(i => new CameraFrame(i.Header.FrameId, (int)i.Height, (int)i.Width, i.Data.Span.ToArray()))],
            o.State.Span.ToArray(), new TimeSpan(o.Ticks)))],
        m.Actions.Span.ToArray());

    private static Rung Level(byte rung) => Enum.IsDefined((Rung)rung)
        ? (Rung)rung
        : throw ForewarnException.Of("recorded decision: rung", $"{rung}", "0 to 5", "Was it recorded by a newer version?", ExitCode.Usage);

    private static T Read<T>(ReadOnlySpan<byte> cdr) where T : class, IRosMessage<T>, new()
    {
        var message = new T();
        var reader = new CdrReader(cdr);
        message.ReadFrom(ref reader);
        return reader.Failed
            ? throw ForewarnException.Of($"recorded message of type {T.Type.Name}", $"{cdr.Length} bytes that end early or claim too much",
                "CDR of this version's definition", "Was it recorded by another version, or is the file damaged?", ExitCode.Usage)
            : message;
    }
}
