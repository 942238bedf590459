using Forewarn.Core;
using Forewarn.Messages.StdMsgs;
using Message = Forewarn.Messages.ForewarnMsgs;

namespace Forewarn.RosBridge;

/// <summary>A decision as the four messages in which it is published.</summary>
internal static class DecisionMessages
{
    public static Message.ProposalSet Proposals(Decision decision, ActionProposals modes, long stamp)
    {
        var message = new Message.ProposalSet
        {
            Decision = (ulong)decision.Index,
            Wish = decision.Wish,
            Attempt = (uint)decision.Attempts,
            Modes = (uint)modes.Count,
            Steps = (uint)modes.Steps,
            Representation = modes.Spec.Representation,
            Rate = modes.Spec.RateHz,
        };
        Fill(message.Header, stamp, modes.Spec.Frame);
        message.Columns.Set([.. modes.Spec.Names]);
        message.Values.Set(modes.Values);
        message.Masses.Set([.. modes.Mass]);
        return message;
    }

    public static Message.Imagination Imagination(Decision decision, LatentRollout rollout, long stamp)
    {
        var message = new Message.Imagination
        {
            Decision = (ulong)decision.Index, Modes = (uint)rollout.Count, Steps = (uint)rollout.Steps,
        };
        Fill(message.Header, stamp, "");
        message.Disagreement.Set(rollout.Disagreement);
        message.Safe.Set([.. (decision.Guard?.Findings ?? []).Select(f => f.Safe)]);
        message.GuardReasons.Set([.. (decision.Guard?.Findings ?? []).Select(f => f.Reason)]);
        return message;
    }

    public static Message.Verdict Verdict(Decision decision, long stamp)
    {
        var message = new Message.Verdict
        {
            Decision = (ulong)decision.Index,
            Wish = decision.Wish,
            Kind = decision switch
            {
                { Question: not null } => Message.Verdict.Ask,
                { Scores.Length: 0 } => Message.Verdict.NoVerdict,
                { Chosen: >= 0 } => Message.Verdict.Execute,
                _ => Message.Verdict.NoneSuitable,
            },
            Chosen = decision.Chosen,
            Question = decision.Question ?? "",
        };
        Fill(message.Header, stamp, "");
        message.Narrations.Set([.. decision.Narrations.Select(n => n.Text)]);
        message.NarrationLogProbabilities.Set([.. decision.Narrations.Select(n => n.LogProbability)]);
        message.Scores.Set(decision.Scores);
        return message;
    }

    public static Message.Decision Of(Decision decision, long stamp)
    {
        StageTimings t = decision.Timings;
        var message = new Message.Decision
        {
            Index = (ulong)decision.Index,
            Wish = decision.Wish,
            Rung = (byte)decision.Rung,
            Reason = decision.Reason,
            Modes = (uint)(decision.Modes?.Count ?? 0),
            Chosen = decision.Chosen,
            Narration = decision.Chosen >= 0 && decision.Chosen < decision.Narrations.Count ? decision.Narrations[decision.Chosen].Text : "",
            Question = decision.Question ?? "",
            ObservationDigest = decision.ObservationDigest,
            SeedKey = decision.SeedKey,
            Attempts = (uint)decision.Attempts,
            ProposeMs = t.ProposeMs, ClusterMs = t.ClusterMs, ImagineMs = t.ImagineMs, GuardMs = t.GuardMs,
            NarrateMs = t.NarrateMs, ChooseMs = t.ChooseMs, TotalMs = t.TotalMs,
        };
        Fill(message.Header, stamp, "");
        return message;
    }

    private static void Fill(Header header, long stamp, string frame)
    {
        RosTime.Write(header.Stamp, stamp);
        header.FrameId = frame;
    }
}
