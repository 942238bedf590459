using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Replay;

/// <summary>Makes recorded decisions again and asks what else could have been chosen. Nothing is dispatched.</summary>
public sealed class ReplayStudy(ReplayBench bench, TimeProvider time)
{
    private readonly DecisionReplay _replay = new(bench.Parts, bench.Options, bench.Models, time);

    /// <param name="wish">Asked instead of what was asked then; null for the same.</param>
    /// <returns>Null when the recording lacks what the decision saw.</returns>
    public ReplayRow? Play(RecordedDecision recorded, string? wish, CancellationToken cancel)
    {
        if (recorded.History is not { } history) return null;
        var record = DecisionRecord.Of(recorded.Decision, recorded.Session?.Models ?? new Dictionary<string, string>());
        string asked = wish ?? record.Wish;
        Decision again = Wait(_replay.DecideAsync(record, history, asked, cancel));
        ReplayComparison report = wish is null && recorded.IsDecided ? _replay.Compare(record, history, again) : new(false, []);
        ActionProposals? modes = recorded.Decision.Modes ?? again.Modes;
        var candidates = modes is null ? null : Candidates(history, modes);
        var selectors = candidates is null ? [] : Ask(recorded, asked, history, candidates, cancel);
        var foreseen = candidates is null ? [] : Foreseen(candidates, again, recorded.Decision.Modes is null, cancel);
        string? said = Executed(recorded.Decision);
        return new(
            record.Index, recorded.Time, asked, report.Complete, report.Differences, record.Rung, record.Chosen, again.Rung, again.Chosen,
            recorded.IsDecided ? SamePlan(recorded.Decision.Plan, again.Plan) : null, again.Reason, foreseen, selectors, record.Timings, again.Timings,
            bench.Familiar.Strange(history.Latest.State, foreseen.Select(m => m.Disagreement)),
            said is null ? null : bench.Reader.Read(said), recorded.Happened);
    }

    /// <summary>What would have been decided for another wish: the same observation, the same proposals.</summary>
    /// <returns>Null when the recording lacks what the decision saw.</returns>
    public Decision? Ask(RecordedDecision recorded, string wish, CancellationToken cancel)
    {
        if (recorded.History is not { } history) return null;
        var record = DecisionRecord.Of(recorded.Decision, recorded.Session?.Models ?? new Dictionary<string, string>());
        return Wait(_replay.DecideAsync(record, history, wish, cancel));
    }

    private Candidates Candidates(ObservationHistory history, ActionProposals modes) => new(
        modes, [],
        () => Wait(bench.Parts.WorldModel!.ImagineAsync(
            Wait(bench.Parts.WorldModel.ObserveAsync(history, CancellationToken.None)).Last, modes, null, CancellationToken.None)),
        imagined => bench.Parts.Guard.Check(history, modes, imagined),
        imagined => Wait(bench.Narrator.NarrateAsync(imagined, CancellationToken.None)),
        null, bench.Seeds.Stream("shuffled narrations"));

    private Dictionary<string, int> Ask(
        RecordedDecision recorded, string wish, ObservationHistory history, Candidates candidates, CancellationToken cancel)
    {
        var scene = new Scene(history, candidates, candidates);
        var asked = new WishCase(wish, [], [], "replay");
        var seed = bench.Seeds.Stream("selector", recorded.Decision.Index);
        return bench.Selectors.ToDictionary(s => s.Name, s =>
        {
            var choice = s.Choose(scene, asked, seed.Child(s.Name), cancel);
            return choice.Kind is ChoiceKind.Execute or ChoiceKind.Ask ? choice.Index : -1;
        });
    }

    /// <param name="again">Its scores belong to <paramref name="candidates"/> where these are its own modes or equal them.</param>
    private List<ReplayedMode> Foreseen(Candidates candidates, Decision again, bool areOwn, CancellationToken cancel)
    {
        LatentRollout rollout = candidates.Imagined;
        float[]? classes = bench.Parts.Classifier is { } c ? Wait(c.ClassifyAsync(rollout, cancel)) : null;
        bool areScored = again.Scores.Length == candidates.Count + 1
            && (areOwn || again.Modes!.Values.AsSpan().SequenceEqual(candidates.Plans.Values));
        var foreseen = new List<ReplayedMode>();
        for (int k = 0; k < candidates.Count; k++)
        {
            Narration said = candidates.Narrations(NarrationSource.Imagined)[k];
            foreseen.Add(new(
                candidates.Plans.Mass[k], candidates.Guard.Findings[k].Safe, said.Text, Math.Exp(said.LogProbability),
                areScored ? again.Scores[k] : double.NaN, Class(classes, k),
                TensorPrimitives.Sum(rollout.Disagreement.AsSpan(k * rollout.Steps, rollout.Steps)) / rollout.Steps,
                candidates.Guard.Findings[k].Foreseen?.Hazard));
        }
        return foreseen;
    }

    private string Class(float[]? probabilities, int mode)
    {
        if (probabilities is null) return "";
        IReadOnlyList<string> names = bench.Parts.Classifier!.Classes;
        return names[TensorPrimitives.IndexOfMax<float>(probabilities.AsSpan(mode * names.Count, names.Count))];
    }

    private static string? Executed(Decision decision) =>
        decision.Chosen >= 0 && decision.Chosen < decision.Narrations.Count ? decision.Narrations[decision.Chosen].Text : null;

    private static bool SamePlan(ActionChunk? recorded, ActionChunk? again) =>
        recorded is null ? again is null : again is not null && recorded.Values.AsSpan().SequenceEqual(again.Values);
}
