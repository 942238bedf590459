using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Asking;

/// <summary>Plays one scene with one wish: what is on offer and true, what is decided, asked, answered and executed.</summary>
internal sealed class AskingPlayer(
    AskingBench bench, IReadOnlyList<WishCase> wishes, int proposals, ConformalThreshold? threshold, CancellationToken cancel) : IDisposable
{
    private readonly PlanChooser _scorer = bench.Chooser(null);

    public AskingRow Play(ulong root, int episode)
    {
        cancel.ThrowIfCancellationRequested();
        var seeds = new SeedStreams(root);
        bench.Task.Reset(seeds.Stream("scene", episode));
        byte[] state = bench.Task.SaveState();
        var draw = seeds.Stream("wish", episode);
        int index = draw.Next(wishes.Count);
        var wish = wishes[index];
        var round = Round(seeds.Stream("proposals", episode), proposals);
        var verdict = Wait(_scorer.ChooseAsync(wish.Text, round.Narrations, round.Guard, cancel));
        AskingOption[] options = [.. Options(round, verdict, state)];
        double none = verdict.Scores[^1];
        double[] fitting = [.. options.Where(o => wish.Fulfilled(o.Truth)).Select(o => o.Chance)];
        double fit = fitting.Length > 0 ? fitting.Max() : none;
        var best = options.MaxBy(o => o.Chance);
        string intent = wish.Accept[draw.Next(wish.Accept.Length)];
        return new(root, episode, index, options.Length, fit, options.Select(o => o.Chance).Append(none).Max(),
            best is not null && wish.Fulfilled(best.Truth), best is not null && Meant(wish, best.Truth, intent),
            threshold is null ? null : Decide(threshold, wish, intent, round, options, none, fit, state, seeds, episode));
    }

    public void Dispose() => bench.Dispose();

    private AskingDecision Decide(
        ConformalThreshold calibrated, WishCase wish, string intent, PlayedRound round, AskingOption[] options, double none, double fit, byte[] state,
        SeedStreams seeds, int episode)
    {
        int[] kept = calibrated.Keep([.. options.Select(o => o.Chance), none]);
        bool covered = fit >= calibrated.LeastChance;
        var chooser = bench.Chooser(calibrated);
        var verdict = Wait(chooser.ChooseAsync(wish.Text, round.Narrations, round.Guard, cancel));
        if (verdict is NoneSuitableVerdict)
        {
            // As the decision loop does: twice the plans, from a stream of their own.
            round = Round(seeds.Stream("proposals again", episode), 2 * proposals);
            verdict = Wait(chooser.ChooseAsync(wish.Text, round.Narrations, round.Guard, cancel));
        }
        switch (verdict)
        {
            case ExecuteVerdict execute:
                var label = Execute(round, execute.Mode, state);
                return new(AskingKind.Executed, kept.Length, covered, intent, null, null, null, Meant(wish, label, intent), wish.Fulfilled(label));
            case AskVerdict ask:
                string? answer = Answer(ask, round, intent);
                var after = answer is not null && chooser.TryAnswer(wish.Text, answer) ? Again(chooser, wish, state, seeds, episode) : null;
                return new(AskingKind.Asked, kept.Length, covered, intent, ask.Question, answer, after is not null,
                    after is not null && Meant(wish, after, intent), after is not null && wish.Fulfilled(after));
            default:
                return new(AskingKind.GaveUp, kept.Length, covered, intent, null, null, null, false, false);
        }
    }

    private static bool Meant(WishCase wish, PlanLabel label, string intent) => label.Is(intent) && !wish.Rejected(label);

    /// <summary>The arm held while the person was asked; the next decision draws its own plans.</summary>
    private PlanLabel? Again(PlanChooser chooser, WishCase wish, byte[] state, SeedStreams seeds, int episode)
    {
        bench.Task.LoadState(state);
        var round = Round(seeds.Stream("proposals answered", episode), proposals);
        return Wait(chooser.ChooseAsync(wish.Text, round.Narrations, round.Guard, cancel)) is ExecuteVerdict execute
            ? Execute(round, execute.Mode, state)
            : null;
    }

    /// <summary>The phrase behind which the person finds what it has in mind.</summary>
    private string? Answer(AskVerdict ask, PlayedRound round, string intent) => ask.Answers.FirstOrDefault(phrase =>
        round.Narrations.Any(n => ClarifyingQuestion.Says(n.Text, phrase) && bench.Reader.Read(n.Text)?.Is(intent) == true));

    private IEnumerable<AskingOption> Options(PlayedRound round, Verdict verdict, byte[] state)
    {
        foreach (var group in round.Narrations.Where((_, k) => round.Guard.Findings[k].Safe).GroupBy(n => n.Text, StringComparer.Ordinal))
        {
            int mode = group.MaxBy(n => n.LogProbability)!.Mode;
            yield return new(group.Key, group.Sum(n => verdict.Scores[n.Mode]), mode, Execute(round, mode, state));
        }
        bench.Task.LoadState(state);
    }

    private PlanLabel Execute(PlayedRound round, int mode, byte[] state)
    {
        cancel.ThrowIfCancellationRequested();
        bench.Task.LoadState(state);
        return bench.Task.Execute(round.Plans.Chunk(mode), recordFrames: false).Label;
    }

    private PlayedRound Round(SeedStream seed, int count)
    {
        var history = bench.Task.Observe();
        var plans = bench.Clustering.Select(Wait(bench.Proposer.ProposeAsync(history, count, seed, cancel)));
        var start = Wait(bench.WorldModel.ObserveAsync(history, cancel)).Last;
        var rollout = Wait(bench.WorldModel.ImagineAsync(start, plans, null, cancel));
        return new(plans, Wait(bench.Narrator.NarrateAsync(rollout, cancel)), bench.Guard.Check(history, plans, rollout));
    }

    /// <summary>Plans of one round with what was said of them.</summary>
    private sealed record PlayedRound(ActionProposals Plans, IReadOnlyList<Narration> Narrations, GuardReport Guard);
}
