using Forewarn.Core;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.StdMsgs;
using Message = Forewarn.Messages.ForewarnMsgs;

namespace Forewarn.RosBridge;

/// <summary>A decision as the five messages in which it is published and recorded.</summary>
public static class DecisionMessages
{
    /// <summary>What a session decides with.</summary>
    /// <param name="config">Text with which the program decides the same again.</param>
    public static Message.Session Session(ulong seed, IReadOnlyDictionary<string, string> hashes, string config, long stamp)
    {
        var message = new Message.Session { Version = ForewarnVersion.Current, Seed = seed, Config = config };
        Fill(message.Header, stamp, "");
        message.Packages.Set([.. hashes.Keys]);
        message.Hashes.Set([.. hashes.Values]);
        return message;
    }

    /// <summary>What the decision saw.</summary>
    /// <param name="stamp">ROS time of the newest observation, ns, as in all of these messages.</param>
    public static Message.ObservationHistory Observations(Decision decision, ObservationHistory history, long stamp)
    {
        var message = new Message.ObservationHistory { Decision = (ulong)decision.Index };
        Fill(message.Header, stamp, "");
        message.Actions.Set(history.Actions);
        message.Observations.Set([.. history.Observations.Select(o => Of(o, stamp))]);
        return message;
    }

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

    /// <param name="rollout">What was imagined; null when imagining failed, which leaves the findings on the plans alone.</param>
    public static Message.Imagination Imagination(Decision decision, GuardReport guard, LatentRollout? rollout, long stamp)
    {
        var message = new Message.Imagination
        {
            Decision = (ulong)decision.Index, Modes = (uint)guard.Findings.Count, Steps = (uint)(rollout?.Steps ?? 0),
        };
        Fill(message.Header, stamp, "");
        message.Disagreement.Set(rollout?.Disagreement ?? []);
        message.Safe.Set([.. guard.Findings.Select(f => f.Safe)]);
        message.GuardReasons.Set([.. guard.Findings.Select(f => f.Reason)]);
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

    private static Message.Observation Of(Observation observation, long stamp)
    {
        var message = new Message.Observation { Ticks = observation.Stamp.Ticks };
        Fill(message.Header, stamp, "");
        message.State.Set(observation.State);
        message.Images.Set([.. observation.Images.Select(i => Of(i, stamp))]);
        return message;
    }

    private static Image Of(CameraFrame frame, long stamp)
    {
        var image = new Image
        {
            Height = (uint)frame.Height, Width = (uint)frame.Width, Step = (uint)(3 * frame.Width), Encoding = "rgb8",
        };
        Fill(image.Header, stamp, frame.Camera);
        image.Data.Set(frame.Rgb);
        return image;
    }

    private static void Fill(Header header, long stamp, string frame)
    {
        RosTime.Write(header.Stamp, stamp);
        header.FrameId = frame;
    }
}
