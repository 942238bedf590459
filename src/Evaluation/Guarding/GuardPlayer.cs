using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Guarding;

/// <summary>Asks every guard about the candidates of one scene, and every way of choosing about what each guard lets pass.</summary>
/// <param name="played">What the candidates did, by seed and episode.</param>
internal sealed class GuardPlayer(
    GuardBench bench, GuardStudyOptions options, IReadOnlyList<WishCase> wishes, IReadOnlyDictionary<(ulong, int), PlayedScene> played,
    TimeProvider time, CancellationToken cancel) : IDisposable
{
    private bool _warm;

    public GuardRow Play(ulong root, int episode)
    {
        var scene = HazardScene.Draw(bench, options, root, episode, cancel);
        var (plans, fates) = (scene.Plans, played[(root, episode)]);
        if (InputDigest.Of(plans) != fates.Plans)
            throw ForewarnException.Of($"scene {episode} of seed {root}", "other plans than those that were played", "the same",
                "Were they played on another machine or by another version? Use another run folder.");
        var start = Wait(bench.WorldModel.ObserveAsync(scene.History, cancel)).Last;
        var rollout = Wait(bench.WorldModel.ImagineAsync(start, plans, null, cancel));
        var narrations = Wait(bench.Narrator.NarrateAsync(rollout, cancel));

        var reports = new GuardReport[bench.Guards.Count];
        var spent = new double[reports.Length];
        for (int g = 0; g < reports.Length; g++)
        {
            long from = time.GetTimestamp();
            reports[g] = bench.Guards[g].Guard.Check(scene.History, plans, rollout);
            spent[g] = time.GetElapsedTime(from).TotalMilliseconds;
        }
        GuardedPlan[] table =
        [
            .. Enumerable.Range(0, plans.Count).Select(k => new GuardedPlan(
                k >= scene.Modes, fates.Fates[k], [.. reports.Select(r => r.Findings[k].Safe)], [.. reports.Select(r => r.Findings[k].Foreseen)])),
        ];
        var seeds = new SeedStreams(root);
        GuardedChoice[] choices =
        [
            .. Enumerable.Range(0, wishes.Count).SelectMany(w => (GuardedChoice[])
            [
                new(w, GuardStudy.Words, InWords(wishes[w], narrations, reports)),
                new(w, GuardStudy.Any, AnyOf(table, reports.Length, seeds.Stream("any plan", episode).Child("wish", w))),
            ]),
        ];
        bool warm = _warm;
        _warm = true;
        return new(root, episode, [.. bench.Guards.Select(g => g.Name)], table, choices, spent, warm);
    }

    public void Dispose() => bench.Dispose();

    /// <summary>Guards that let the same plans pass leave the same choice, which is made once.</summary>
    private int[] InWords(WishCase wish, IReadOnlyList<Narration> narrations, GuardReport[] guards)
    {
        var made = new Dictionary<string, int>();
        return [.. guards.Select(guard =>
        {
            string passing = string.Concat(guard.Findings.Select(f => f.Safe ? '1' : '0'));
            if (!made.TryGetValue(passing, out int choice))
                made[passing] = choice = guard.AnySafe
                    ? VerdictChoice.Of(() => bench.Chooser.ChooseAsync(wish.Text, narrations, guard, cancel), CandidateSet.Modes).Index
                    : -1;
            return choice;
        })];
    }

    private static int[] AnyOf(GuardedPlan[] plans, int guards, SeedStream seed)
    {
        int[] order = [.. Enumerable.Range(0, plans.Length)];
        seed.Shuffle(order.AsSpan());
        return [.. Enumerable.Range(0, guards).Select(g => order.Select(k => (int?)k).FirstOrDefault(k => plans[k!.Value].Accepted[g]) ?? -1)];
    }
}
