using System.Globalization;
using Forewarn.Core;
using Forewarn.Recording;
using Forewarn.Steering;

namespace Forewarn.Serving;

/// <summary>Turns a person's judgment between two modes of a decision into a preference record.</summary>
internal sealed class LabelDesk(IConsoleFeed feed, PreferenceFile file, string labeler, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Stack<JudgedPair> _judged = new();

    /// <summary>Records in the file.</summary>
    public int Count => file.Count;

    /// <summary>Records that can be taken back.</summary>
    public int Added => file.Added;

    public string FilePath => file.FilePath;

    /// <summary>Pairs of one decision that were judged since the start.</summary>
    public IReadOnlyList<JudgedPair> Judged(long number)
    {
        lock (_gate) return [.. _judged.Where(j => j.Number == number)];
    }

    /// <param name="pair">Modes of a decision and which is better.</param>
    /// <returns>Null when it was kept, else why not.</returns>
    /// <exception cref="ForewarnException">The file cannot be written.</exception>
    public string? Add(JudgedPair pair)
    {
        if (feed.Decisions.Find(pair.Number) is not { } shown) return "this decision is no longer kept";
        if (shown.Decision.Modes is not { } modes || shown.History is not { } history) return "of this decision it is not known what it saw or proposed";
        if (pair.Left < 0 || pair.Right < 0 || pair.Left >= modes.Count || pair.Right >= modes.Count || pair.Left == pair.Right)
            return $"there is no such pair among {modes.Count} plans";
        if (modes.Plan(pair.Left).SequenceEqual(modes.Plan(pair.Right))) return "the two plans are the same";
        PreferenceRecord record = Record(pair, shown, modes, history);
        lock (_gate)
        {
            file.Add(record);
            _judged.Push(pair);
        }
        return null;
    }

    /// <returns>The pair whose judgment was taken back; null when there was none.</returns>
    /// <exception cref="ForewarnException">The file cannot be written.</exception>
    public JudgedPair? Undo()
    {
        lock (_gate) return file.Undo() ? _judged.Pop() : null;
    }

    private PreferenceRecord Record(JudgedPair pair, ShownDecision shown, ActionProposals modes, ObservationHistory history)
    {
        Decision decision = shown.Decision;
        ConsoleAbout about = feed.About;
        var models = about.Models();
        string policy = models.TryGetValue(about.Policy, out string? hash) ? $"{about.Policy}@{hash}" : about.Policy;
        string seen = InputDigest.Of(history);
        var prompt = new PreferencePrompt(decision.Wish, $"sha256:{InputDigest.Of(new ObservationHistory(history.Latest))}", $"sha256:{seen}");
        (int better, int worse) = pair.Better == Judgment.Right ? (pair.Right, pair.Left) : (pair.Left, pair.Right);
        return new PreferenceRecord
        {
            Prompt = prompt,
            PromptHash = PreferenceRecord.Hash(prompt),
            Chosen = Plan(decision, modes, better),
            Rejected = Plan(decision, modes, worse),
            PolicyId = policy,
            LabelSource = "operator",
            LabelerId = labeler,
            Tie = pair.Better == Judgment.Neither,
            EpisodeId = about.Run,
            ReplanIndex = decision.Index,
            PrefixHash = seen,
            FuturePolicyId = policy,
            XKSeed = decision.SeedKey,
            Observations = [.. history.Observations.Select(PreferenceObservation.Of)],
            Actions = history.Actions,
            Provenance = new(
                time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), about.Run, decision.Index, decision.Chosen,
                decision.Rung.ToString(), modes.Spec.Names, modes.Spec.Representation, modes.Spec.Frame, modes.Spec.RateHz, models,
                ForewarnVersion.Current),
        };
    }

    private static PreferencePlan Plan(Decision decision, ActionProposals modes, int mode)
    {
        int width = modes.Spec.Width;
        float[] values = modes.Plan(mode).ToArray();
        return new([.. values.Chunk(width)], Narration: decision.Narrations.FirstOrDefault(n => n.Mode == mode)?.Text)
        {
            Mode = mode, Mass = modes.Mass[mode],
        };
    }
}
