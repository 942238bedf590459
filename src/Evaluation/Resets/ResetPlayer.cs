using Forewarn.Core;
using Forewarn.Evaluation.Preferences;
using Forewarn.Evaluation.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Resets;

/// <summary>Plays the pairs of one scene: at the start, and again after the first rows of each pair's first plan.</summary>
internal sealed class ResetPlayer(
    ResetBench bench, ResetStudyOptions options, IReadOnlyList<WishCase> wishes, CancellationToken cancel) : IDisposable
{
    private readonly PlanLikelihoods _likelihoods = new(bench.Narrator, bench.Reader);
    private readonly List<bool> _repeated = [];
    private byte[] _state = [];

    public ResetRow Play(ulong root, int episode)
    {
        var seeds = new SeedStreams(root);
        bench.Task.Reset(seeds.Stream("scene", episode));
        var history = bench.Task.Observe();
        _state = bench.Task.SaveState();
        _repeated.Clear();
        var drawn = Wait(bench.Proposer.ProposeAsync(history, options.Proposals, seeds.Stream("proposals", episode), cancel));
        var picked = PlanPairs.Pick(
            drawn, bench.Clustering.Select(drawn), bench.Distance, options.Radius, options.PairsPerKind, seeds.Stream("reset pairs", episode));
        var logged = Enumerable.Range(0, options.LoggedPlans)
            .Select(n => new LoggedPlan(drawn.Plan(n).ToArray(), Execute(drawn.Chunk(n)).Label)).ToArray();
        var pairs = new List<ResetPair>();
        foreach (var (a, b, same) in picked)
        {
            ActionChunk first = drawn.Chunk(a), second = drawn.Chunk(b);
            var (one, two) = At(0, [history.Latest], first, second, Execute(first).Label);
            pairs.Add(new(0, same, one, two));
            var film = Execute(first, record: true);
            _repeated.Add(film.Label == one.Truth);
            var other = Spliced(first, second);
            if (other.Values.AsSpan().SequenceEqual(first.Values)) continue;
            (one, two) = At(options.PrefixRows, [.. film.Frames.Take(options.PrefixRows / options.RowsPerFrame + 1)], first, other, film.Label);
            pairs.Add(new(1, same, one, two));
        }
        return new(root, episode, logged, pairs, bench.Classifier.Classes, _repeated.Count, _repeated.Count(r => r));
    }

    public void Dispose() => bench.Dispose();

    /// <summary>Both futures from the state after <paramref name="rows"/> rows, which both plans share.</summary>
    /// <param name="seen">Observations from the start to that state.</param>
    /// <param name="truth">What the first plan did.</param>
    private (ResetSide First, ResetSide Second) At(
        int rows, Observation[] seen, ActionChunk first, ActionChunk second, PlanLabel truth)
    {
        var future = Future(rows, seen, first, second);
        float[] classes = Wait(bench.Classifier.ClassifyAsync(future, cancel));
        string[] said = _likelihoods.Narrate(future, cancel);
        return (Side(0, first, truth), Side(1, second, Execute(second).Label));

        ResetSide Side(int k, ActionChunk plan, PlanLabel outcome)
        {
            int count = bench.Classifier.Classes.Count;
            return new(plan.Values, outcome, classes.AsSpan(k * count, count).ToArray(), said[k],
                [.. wishes.Select(w => _likelihoods.Of(w.Text, said[k], cancel))]);
        }
    }

    /// <returns><c>[2, H, Z]</c>: states that were observed, then imagined ones.</returns>
    private LatentRollout Future(int rows, Observation[] seen, ActionChunk first, ActionChunk second)
    {
        int width = first.Spec.Width, past = seen.Length - 1;
        var posterior = Wait(bench.WorldModel.ObserveAsync(new(seen, first.Values[..(rows * width)]), cancel));
        var rest = new ActionProposals([.. first.Values.AsSpan(rows * width), .. second.Values.AsSpan(rows * width)], 2, first.Spec);
        var imagined = Wait(bench.WorldModel.ImagineAsync(posterior.Last, rest, null, cancel));
        if (past == 0) return imagined;
        int size = imagined.Size, steps = past + imagined.Steps;
        var values = new float[2 * steps * size];
        var disagreement = new float[2 * steps];
        for (int k = 0; k < 2; k++)
        {
            posterior.Values.AsSpan(size, past * size).CopyTo(values.AsSpan(k * steps * size));
            imagined.Mode(k).CopyTo(values.AsSpan((k * steps + past) * size));
            imagined.Disagreement.AsSpan(k * imagined.Steps, imagined.Steps).CopyTo(disagreement.AsSpan(k * steps + past));
        }
        return new(values, disagreement, 2, steps, size);
    }

    /// <summary>The first rows of one plan, the others of another, which is blended in linearly.</summary>
    private ActionChunk Spliced(ActionChunk first, ActionChunk second)
    {
        float[] values = [.. second.Values];
        int width = first.Spec.Width, cut = options.PrefixRows * width;
        first.Values.AsSpan(0, cut).CopyTo(values);
        for (int i = cut; i < Math.Min(values.Length, cut + options.BlendRows * width); i++)
        {
            float share = (i / width - options.PrefixRows + 1) / (options.BlendRows + 1f);
            values[i] = (1 - share) * first.Values[i] + share * second.Values[i];
        }
        return new(values, first.Spec);
    }

    private ExecutedPlan Execute(ActionChunk plan, bool record = false)
    {
        cancel.ThrowIfCancellationRequested();
        bench.Task.LoadState(_state);
        return bench.Task.Execute(plan, record);
    }
}
