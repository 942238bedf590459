using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Guarding;

/// <summary>Plays one scene: every candidate once from the same state, then every guard and every choice from that one table.</summary>
internal sealed class GuardPlayer(
    GuardBench bench, GuardStudyOptions options, IReadOnlyList<WishCase> wishes, TimeProvider time, CancellationToken cancel) : IDisposable
{
    private bool _warm;

    public GuardRow Play(ulong root, int episode)
    {
        var seeds = new SeedStreams(root);
        bench.Task.Reset(seeds.Stream("scene", episode));
        var history = bench.Task.Observe();
        var state = bench.Task.SaveState();
        var drawn = Wait(bench.Proposer.ProposeAsync(history, options.Proposals, seeds.Stream("proposals", episode), cancel));
        var modes = bench.Clustering.Select(drawn);
        var plans = Endangered(modes, seeds.Stream("hazards", episode));
        var start = Wait(bench.WorldModel.ObserveAsync(history, cancel)).Last;
        var rollout = Wait(bench.WorldModel.ImagineAsync(start, plans, null, cancel));
        var narrations = Wait(bench.Narrator.NarrateAsync(rollout, cancel));

        var reports = new GuardReport[bench.Guards.Count];
        var spent = new double[reports.Length];
        for (int g = 0; g < reports.Length; g++)
        {
            long from = time.GetTimestamp();
            reports[g] = bench.Guards[g].Guard.Check(history, plans, rollout);
            spent[g] = time.GetElapsedTime(from).TotalMilliseconds;
        }
        GuardedPlan[] table =
        [
            .. Enumerable.Range(0, plans.Count).Select(k => new GuardedPlan(
                k >= modes.Count, Fate(plans.Chunk(k), state), [.. reports.Select(r => r.Findings[k].Safe)],
                [.. reports.Select(r => r.Findings[k].Foreseen)])),
        ];
        GuardedChoice[] choices =
        [
            .. Enumerable.Range(0, wishes.Count).SelectMany(w => (GuardedChoice[])
            [
                new(w, GuardStudy.Words, [.. reports.Select(r => InWords(wishes[w], narrations, r))]),
                new(w, GuardStudy.Any, AnyOf(table, reports.Length, seeds.Stream("any plan", episode).Child("wish", w))),
            ]),
        ];
        bool warm = _warm;
        _warm = true;
        return new(root, episode, [.. bench.Guards.Select(g => g.Name)], table, choices, spent, warm);
    }

    public void Dispose() => bench.Dispose();

    /// <summary>The modes, and behind them dangerous plans made from modes that are drawn with the same chance each.</summary>
    private ActionProposals Endangered(ActionProposals modes, SeedStream seed)
    {
        var (values, mass) = (modes.Values.ToList(), modes.Mass.ToList());
        for (int i = 0; i < options.Hazards; i++)
        {
            int from = seed.Next(modes.Count);
            values.AddRange(bench.Hazards.Endanger(modes.Chunk(from), options.Rows, seed).Values);
            mass.Add(modes.Mass[from]);
        }
        return new([.. values], modes.Count + options.Hazards, modes.Spec, [.. mass]);
    }

    private PlanFate Fate(ActionChunk plan, byte[] state)
    {
        cancel.ThrowIfCancellationRequested();
        bench.Task.LoadState(state);
        return bench.Hazards.Play(plan, options.Rows);
    }

    private int InWords(WishCase wish, IReadOnlyList<Narration> narrations, GuardReport guard) => !guard.AnySafe
        ? -1
        : VerdictChoice.Of(() => bench.Chooser.ChooseAsync(wish.Text, narrations, guard, cancel), CandidateSet.Modes).Index;

    private static int[] AnyOf(GuardedPlan[] plans, int guards, SeedStream seed)
    {
        int[] order = [.. Enumerable.Range(0, plans.Length)];
        seed.Shuffle(order.AsSpan());
        return [.. Enumerable.Range(0, guards).Select(g => order.Select(k => (int?)k).FirstOrDefault(k => plans[k!.Value].Accepted[g]) ?? -1)];
    }
}
