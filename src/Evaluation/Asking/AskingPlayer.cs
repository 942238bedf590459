using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Asking;

/// <summary>Plays one scene with one wish: what is on offer and true, what is decided, asked, answered and executed.</summary>
internal sealed class AskingPlayer(
    AskingBench bench, IReadOnlyList<WishCase> wishes, int proposals, ConformalThreshold? threshold, CancellationToken cancel) : IDisposable
{
    private const int MostAnswers = 2;

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
        string intent = wish.Accept[draw.Next(wish.Accept.Length)];
        double[] fitting = [.. options.Where(o => Fits(wish, o.Truth, intent)).Select(o => o.Chance)];
        double fit = fitting.Length > 0 ? fitting.Max() : none;
        double[] chances = [.. options.Select(o => o.Chance).Append(none).OrderDescending()];
        var meant = options.Where(o => Meant(wish, o.Truth, intent)).MaxBy(o => o.Chance);
        // A wish that is not read has no most probable plan: without asking, the mode with most samples would be taken.
        var unasked = _scorer.IsOpen(wish.Text) ? Heaviest(round, state) : options.MaxBy(o => o.Chance)?.Truth;
        return new(root, episode, index, options.Length, fit, chances[0], chances.ElementAtOrDefault(1), meant?.Chance,
            unasked is not null && wish.Fulfilled(unasked), unasked is not null && Meant(wish, unasked, intent),
            threshold is null ? null : Decide(threshold, wish, intent, round, options, none, fit, state, seeds, episode));
    }

    public void Dispose() => bench.Dispose();

    private AskingDecision Decide(
        ConformalThreshold calibrated, WishCase wish, string intent, PlayedRound round, AskingOption[] options, double none, double fit, byte[] state,
        SeedStreams seeds, int episode)
    {
        var chooser = bench.Chooser(calibrated);
        // What is not read is asked about with all that the plans offer: nothing is ruled out.
        bool isUnread = chooser.IsOpen(wish.Text);
        int kept = isUnread ? options.Length : calibrated.Keep([.. options.Select(o => o.Chance), none]).Length;
        bool covered = isUnread ? options.Any(o => Fits(wish, o.Truth, intent)) : fit >= calibrated.LeastChance;
        var (decided, verdict) = Decide(chooser, wish, round, seeds, "proposals", episode);
        if (verdict is not AskVerdict first)
        {
            var label = verdict is ExecuteVerdict execute ? Execute(decided, execute.Mode, state) : null;
            var kind = label is null ? AskingKind.GaveUp : AskingKind.Executed;
            return new(kind, kept, covered, intent, null, null, null, 0, label is not null && Meant(wish, label, intent), label is not null && wish.Fulfilled(label));
        }
        var way = Way(first, wish, intent, options, decided, state);
        string? said = null;
        int answers = 0;
        while (verdict is AskVerdict ask && answers < MostAnswers)
        {
            string answer = Answer(ask, decided, intent);
            said ??= answer;
            answers++;
            if (!chooser.TryAnswer(wish.Text, answer)) break;
            // The arm held while the person was asked; the next decision draws its own plans.
            bench.Task.LoadState(state);
            string stream = answers == 1 ? "proposals answered" : $"proposals answered {answers}";
            (decided, verdict) = Decide(chooser, wish, Round(seeds.Stream(stream, episode), proposals), seeds, stream, episode);
        }
        var after = verdict is ExecuteVerdict chosen ? Execute(decided, chosen.Mode, state) : null;
        return new(AskingKind.Asked, kept, covered, intent, first.Question, said, way, answers, after is not null && Meant(wish, after, intent),
            after is not null && wish.Fulfilled(after));
    }

    /// <summary>As the decision loop does: where nothing suits, once more with twice the plans, from a stream of their own.</summary>
    private (PlayedRound Round, Verdict Verdict) Decide(PlanChooser chooser, WishCase wish, PlayedRound round, SeedStreams seeds, string stream, int episode)
    {
        var verdict = Wait(chooser.ChooseAsync(wish.Text, round.Narrations, round.Guard, cancel));
        if (verdict is not NoneSuitableVerdict) return (round, verdict);
        round = Round(seeds.Stream($"{stream} again", episode), 2 * proposals);
        return (round, Wait(chooser.ChooseAsync(wish.Text, round.Narrations, round.Guard, cancel)));
    }

    /// <summary>What has to be kept: any way that the words accept, or, where they leave it open, the one in mind.</summary>
    private static bool Fits(WishCase wish, PlanLabel label, string intent) => wish.Open ? Meant(wish, label, intent) : wish.Fulfilled(label);

    private static bool Meant(WishCase wish, PlanLabel label, string intent) => label.Is(intent) && !wish.Rejected(label);

    private MeantWay Way(AskVerdict ask, WishCase wish, string intent, AskingOption[] options, PlayedRound round, byte[] state)
    {
        AskingOption[] doing = [.. options.Where(o => Meant(wish, o.Truth, intent))];
        AskingOption[] told = [.. doing.Where(o => bench.Reader.Read(o.Text)?.Is(intent) == true)];
        if (told.Any(o => ask.Answers.Any(phrase => ClarifyingQuestion.Says(o.Text, phrase)))) return MeantWay.Offered;
        if (doing.Length > 0) return told.Length > 0 ? MeantWay.NotOffered : MeantWay.Misnarrated;
        var refused = Enumerable.Range(0, round.Plans.Count).Where(k => !round.Guard.Findings[k].Safe);
        return refused.Any(k => Meant(wish, Execute(round, k, state), intent)) ? MeantWay.Refused : MeantWay.Absent;
    }

    /// <summary>The phrase behind which the person finds what it has in mind; where there is none, that it is something else.</summary>
    private string Answer(AskVerdict ask, PlayedRound round, string intent) => ask.Answers.FirstOrDefault(
        phrase => round.Narrations.Any(n => ClarifyingQuestion.Says(n.Text, phrase) && bench.Reader.Read(n.Text)?.Is(intent) == true),
        ClarifyingQuestion.SomethingElse);

    private PlanLabel? Heaviest(PlayedRound round, byte[] state)
    {
        int[] safe = [.. Enumerable.Range(0, round.Plans.Count).Where(k => round.Guard.Findings[k].Safe)];
        return safe.Length == 0 ? null : Execute(round, safe.MaxBy(k => round.Plans.Mass[k]), state);
    }

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
