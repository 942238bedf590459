using System.Globalization;
using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Recording;
using Forewarn.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Preferences;

/// <summary>
/// Labels the pairs of one scene: the decision's own candidates, a choice of pairs that no label has touched, and for each
/// side a reward. Scenes and proposals are those of a steering study of the same seed.
/// </summary>
internal sealed class PairPlayer(
    PairBench bench, PairCollectionOptions options, WishCase wish, TimeProvider time, CancellationToken cancel) : IDisposable
{
    private readonly PlanLikelihoods _likelihoods = new(bench.Narrator, bench.Reader);

    public ScenePairs Play(int scene)
    {
        cancel.ThrowIfCancellationRequested();
        var seeds = new SeedStreams(options.Seed);
        bench.Task.Reset(seeds.Stream("scene", scene));
        var history = bench.Task.Observe();
        byte[] state = bench.Task.SaveState();
        var noise = seeds.Stream("proposals", scene);
        ulong key = noise.Key;
        var drawn = Wait(bench.Proposer.ProposeAsync(history, options.Proposals, noise, cancel));
        var plans = options.RawSamples > 0
            ? drawn.Select([.. Enumerable.Range(0, options.RawSamples)])
            : bench.Clustering.Select(drawn);
        var start = Wait(bench.WorldModel.ObserveAsync(history, cancel)).Last;
        string[] said = _likelihoods.Narrate(Wait(bench.WorldModel.ImagineAsync(start, plans, null, cancel)), cancel);
        double[] likelihoods = [.. said.Select(text => _likelihoods.Of(wish.Text, text, cancel))];
        var pairs = PairPicker.Pick(likelihoods, options.PairsPerScene, options.Pick,
            (a, b) => plans.Plan(a).SequenceEqual(plans.Plan(b)), seeds.Stream("pairs", scene));

        var outcomes = new Dictionary<int, PlanLabel>();
        var about = new PairScene(scene, key, history, InputDigest.Of(history), plans.Spec);
        return new(scene, [.. pairs.Select(p => Record(about, Side(p.First), Side(p.Second)))]);

        PairSide Side(int k)
        {
            string? outcome = options.Source == PairLabelSource.Outcome ? Outcome(k).Mode : null;
            double reward = options.Source == PairLabelSource.Outcome ? (wish.Fulfilled(Outcome(k)) ? 1 : 0) : likelihoods[k];
            var plan = new PreferencePlan([.. plans.Plan(k).ToArray().Chunk(plans.Spec.Width)], Narration: said[k])
            {
                Mode = options.RawSamples > 0 ? null : k, Mass = plans.Mass[k], Sample = SampleOf(drawn, plans.Plan(k)), Outcome = outcome,
            };
            return new(plan, reward);
        }

        PlanLabel Outcome(int k)
        {
            if (outcomes.TryGetValue(k, out var known)) return known;
            cancel.ThrowIfCancellationRequested();
            bench.Task.LoadState(state);
            return outcomes[k] = bench.Task.Execute(plans.Chunk(k), recordFrames: false).Label;
        }
    }

    public void Dispose() => bench.Dispose();

    private PreferenceRecord Record(PairScene scene, PairSide first, PairSide second)
    {
        bool swap = second.Reward > first.Reward;
        var (better, worse) = swap ? (second, first) : (first, second);
        double margin = better.Reward - worse.Reward;
        bool outcome = options.Source == PairLabelSource.Outcome;
        bool tie = outcome ? margin == 0 : margin <= options.TieMargin;
        var prompt = new PreferencePrompt(
            wish.Text, $"sha256:{InputDigest.Of(new ObservationHistory(scene.History.Latest))}", $"sha256:{scene.Digest}");
        string run = string.Create(CultureInfo.InvariantCulture, $"collect-s{options.Seed}");
        return new()
        {
            Prompt = prompt,
            PromptHash = PreferenceRecord.Hash(prompt),
            Chosen = better.Plan,
            Rejected = worse.Plan,
            PolicyId = options.PolicyId,
            ChosenReward = better.Reward,
            RejectedReward = worse.Reward,
            LabelSource = options.Source.ToString().ToLowerInvariant(),
            LabelerId = options.LabelerId,
            Confidence = outcome ? 1 : Odds(better.Reward) / (Odds(better.Reward) + Odds(worse.Reward)),
            Margin = margin,
            Tie = tie,
            EpisodeId = string.Create(CultureInfo.InvariantCulture, $"{run}/{scene.Number}"),
            PrefixHash = scene.Digest,
            FuturePolicyId = options.PolicyId,
            XKSeed = scene.NoiseKey,
            Observations = [.. scene.History.Observations.Select(PreferenceObservation.Of)],
            Actions = scene.History.Actions,
            Provenance = new(
                time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), run, scene.Number, -1, "None", scene.Spec.Names,
                scene.Spec.Representation, scene.Spec.Frame, scene.Spec.RateHz, options.Models, ForewarnVersion.Current),
        };
    }

    /// <summary>
    /// Bradley-Terry strength of a plan that fits with probability <paramref name="p"/>: the odds of fitting, so that the
    /// confidence in a pair is the chance that just the better one of the two fits, given that just one does.
    /// </summary>
    private static double Odds(double p) => Math.Clamp(p, 1e-9, 1 - 1e-9) / (1 - Math.Clamp(p, 1e-9, 1 - 1e-9));

    private static int? SampleOf(ActionProposals drawn, ReadOnlySpan<float> plan)
    {
        for (int n = 0; n < drawn.Count; n++)
            if (drawn.Plan(n).SequenceEqual(plan)) return n;
        return null;
    }

    private sealed record PairScene(int Number, ulong NoiseKey, ObservationHistory History, string Digest, ActionSpec Spec);

    private sealed record PairSide(PreferencePlan Plan, double Reward);
}
