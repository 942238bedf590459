using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// Plays one scene: one set of proposals, one clustering, one imagination; every candidate is executed once from the same
/// saved state; then every selector answers every wish from that one table.
/// </summary>
internal sealed class ScenePlayer(
    SteeringBench bench, SteeringStudyOptions options, IReadOnlyList<WishCase> wishes, string figures, TimeProvider time,
    CancellationToken cancel) : IDisposable
{
    private bool _warm;

    public SceneRow Play(ulong root, int episode)
    {
        var seeds = new SeedStreams(root);
        var ms = new Dictionary<string, double>();
        bench.Task.Reset(seeds.Stream("scene", episode));
        var history = bench.Task.Observe();
        var state = bench.Task.SaveState();
        bool film = root == options.Seeds[0] && episode < options.FilmScenes;

        var start = Timed(Stages.Observe, () => Wait(bench.WorldModel.ObserveAsync(history, cancel)).Last);
        var proposals = Timed(Stages.Propose,
            () => Wait(bench.Proposer.ProposeAsync(history, options.Proposals, seeds.Stream("proposals", episode), cancel)));
        var modes = Timed(Stages.Cluster, () => bench.Clustering.Select(proposals));
        var first = proposals.Select([.. Enumerable.Range(0, Math.Min(options.FirstSamples, proposals.Count))]);

        var films = new List<IReadOnlyList<Observation>>();
        var kept = Candidate(modes, options.TrueFuture, film ? films : null);
        var sampled = Candidate(first, false, null);
        var rollout = Timed(Stages.Imagine, () => kept.Imagined);
        Timed(Stages.Guard, () => kept.Guard);
        Timed(Stages.Narrate, () => kept.Narrations(NarrationSource.Imagined));
        if (options.TrueFuture) kept.Narrations(NarrationSource.TrueFuture);

        var scene = new Scene(history, kept, sampled);
        var choices = Choose(scene, seeds, episode);
        var controls = bench.Controls?.Of(
            kept, wishes, options.RandomOrders, seeds.Stream("choice controls", episode), cancel);
        bool warm = _warm;
        _warm = true;
        return new(root, episode, Row(kept, asked: true), Row(sampled, asked: false), choices, ms, warm,
            film ? Film(root, episode, films, rollout, kept) : [], controls);

        T Timed<T>(string stage, Func<T> work)
        {
            long from = time.GetTimestamp();
            var result = work();
            ms[stage] = time.GetElapsedTime(from).TotalMilliseconds;
            return result;
        }

        Candidates Candidate(ActionProposals plans, bool trueFuture, List<IReadOnlyList<Observation>>? keepFrames)
        {
            var executed = Enumerable.Range(0, plans.Count)
                .Select(k => Execute(plans.Chunk(k), state, trueFuture || keepFrames is not null)).ToArray();
            keepFrames?.AddRange(executed.Select(e => e.Frames));
            return new(plans, [.. executed.Select(e => e.Label)],
                () => Wait(bench.WorldModel.ImagineAsync(start, plans, null, cancel)),
                imagined => bench.Guard?.Check(history, plans, imagined) ?? AllSafe(plans.Count),
                imagined => Wait(bench.Narrator.NarrateAsync(imagined, cancel)),
                trueFuture ? Posterior(plans, executed) : null, seeds.Stream("shuffled narrations", episode));
        }
    }

    public void Dispose() => bench.Dispose();

    private List<ChoiceRow> Choose(Scene scene, SeedStreams seeds, int episode)
    {
        var choices = new List<ChoiceRow>();
        for (int w = 0; w < wishes.Count; w++)
            foreach (var selector in bench.Selectors)
            {
                cancel.ThrowIfCancellationRequested();
                var seed = seeds.Stream("selector", episode).Child(selector.Name, w);
                long from = time.GetTimestamp();
                var choice = selector.Choose(scene, wishes[w], seed, cancel);
                choices.Add(new(w, selector.Name, choice, time.GetElapsedTime(from).TotalMilliseconds));
            }
        return choices;
    }

    private ExecutedPlan Execute(ActionChunk plan, byte[] state, bool record)
    {
        cancel.ThrowIfCancellationRequested();
        bench.Task.LoadState(state);
        return bench.Task.Execute(plan, record);
    }

    private LatentRollout Posterior(ActionProposals plans, ExecutedPlan[] executed) => FutureLatents.Of(
        [.. executed.Select((e, k) => Wait(bench.WorldModel.ObserveAsync(new(e.Frames, plans.Plan(k).ToArray()), cancel)))]);

    private List<FilmRow> Film(
        ulong root, int episode, List<IReadOnlyList<Observation>> real, LatentRollout rollout, Candidates modes)
    {
        var decoded = Wait(bench.WorldModel.DecodeAsync(rollout, cancel)).Frames;
        var rows = new List<FilmRow>();
        for (int k = 0; k < modes.Count; k++)
        {
            string file = $"film-s{root}-e{episode}-m{k}.png";
            var narration = modes.Narrations(NarrationSource.Imagined)[k].Text;
            FilmStrip.Of(real[k], decoded[k], narration, modes.Truth[k].Mode).Save(Path.Combine(figures, file));
            rows.Add(new(file, narration, modes.Truth[k].Mode));
        }
        return rows;
    }

    private static CandidateRow Row(Candidates c, bool asked) => new(
        c.Plans.Mass, [.. c.Truth], asked ? [.. c.Guard.Findings.Select(f => f.Safe)] : null,
        c.Narrated.ToDictionary(p => p.Key, p => p.Value.Select(n => n.Text).ToArray()));

    private static GuardReport AllSafe(int count) => new([.. Enumerable.Repeat(new GuardFinding(true, ""), count)]);
}
