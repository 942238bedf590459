using System.Globalization;
using Forewarn.Core;
using Forewarn.Evaluation.Learners;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Gate;

/// <summary>
/// Questions to ask of a data set before anything is trained on it. A world model can only be shown to matter if the
/// outcome is decided by physics (replay agrees, pose and actions tell it), not by the seed (the initial state predicts
/// neither script nor outcome) and not by the actions alone.
/// </summary>
public static class DataGate
{
    /// <param name="spec">
    /// How plans are to be read; needs <c>x_m</c>, <c>y_m</c>, <c>yaw_rad</c>, <c>width_m</c>.
    /// </param>
    public static DataGateReport Run(
        IReadOnlyList<GateEpisode> episodes, ActionSpec spec, GateOptions options, SeedStream seed)
    {
        if (episodes.Count < 50)
            throw ForewarnException.Of("data gate", $"{episodes.Count} episodes", "at least 50",
                "Collect more episodes; a few hundred give useful intervals.", ExitCode.Usage);
        if (1.0 / (1 + options.Permutations) > options.Significance)
            throw ForewarnException.Of("data gate", $"{options.Permutations} permutations",
                $"at least {Math.Ceiling(1 / options.Significance) - 1} for significance {Number(options.Significance)}",
                "With fewer, no leak could ever be called significant.", ExitCode.Usage);
        var features = new PlanFeatures(spec);
        var first = episodes.Take(options.PermutationEpisodes).ToArray();
        var replayed = episodes.Where(e => e.Replayed is not null).ToArray();

        var toScript = FromState(first, e => e.Script, options, seed.Child("script"));
        var toOutcome = FromState(first, e => e.Outcome, options, seed.Child("outcome"));
        var actions = Outcome(episodes, e => features.Actions(e.Plan, e.State), options, seed.Child("actions"));
        var both = Outcome(episodes, e => features.PoseAndActions(e.Plan, e.State, e.Pose), options, seed.Child("pose"));
        var replay = replayed.Length == 0 ? null : Agreement(replayed);
        return new(
            episodes.Count, Count(episodes), replay,
            replayed.GroupBy(e => e.Outcome).OrderBy(g => g.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => Agreement([.. g])),
            toScript, toOutcome, actions, both, Checks(replay, toScript, toOutcome, actions, both, options));
    }

    private static Predictability FromState(
        GateEpisode[] episodes, Func<GateEpisode, string> name, GateOptions options, SeedStream seed) =>
        Predictability.Of(
            new([.. episodes.Select(e => (float[])[.. e.Pose, .. e.State])], [.. episodes.Select(name)]),
            options.PermutationForest, seed, options.Permutations);

    private static Predictability Outcome(
        IReadOnlyList<GateEpisode> episodes, Func<GateEpisode, float[]> features, GateOptions options, SeedStream seed) =>
        Predictability.Of(new([.. episodes.Select(features)], [.. episodes.Select(e => e.Outcome)]), options.Forest, seed);

    private static MetricInterval Agreement(GateEpisode[] episodes) =>
        WilsonInterval.Of([.. episodes.Select(e => e.Outcome == e.Replayed)]);

    private static SortedDictionary<string, int> Count(IReadOnlyList<GateEpisode> episodes) => new(
        episodes.GroupBy(e => e.Outcome).ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);

    private static List<GateCheck> Checks(
        MetricInterval? replay, Predictability toScript, Predictability toOutcome, Predictability actions,
        Predictability both, GateOptions o)
    {
        var checks = new List<GateCheck>();
        if (replay is not null)
            checks.Add(new("replay with the object displaced keeps the outcome", Text(replay),
                $">= {Number(o.LeastReplayAgreement)}", replay.Value >= o.LeastReplayAgreement));
        checks.Add(Leak("initial state does not predict the script", toScript, o));
        checks.Add(Leak("initial state does not predict the outcome", toOutcome, o));
        checks.Add(new("pose and actions predict the outcome", Text(both.Accuracy),
            $">= {Number(o.LeastPoseAndActions)}", both.Accuracy.Value >= o.LeastPoseAndActions));
        double gain = both.Accuracy.Value - actions.Accuracy.Value;
        checks.Add(new("actions alone do not give the outcome away",
            $"{Text(actions.Accuracy)}, majority {Number(actions.Majority)}, pose adds {Number(gain)}",
            $"pose adds >= {Number(o.LeastPoseGain)}", gain >= o.LeastPoseGain));
        return checks;
    }

    private static GateCheck Leak(string name, Predictability p, GateOptions o)
    {
        double excess = p.Accuracy.Value - p.Chance;
        return new(name, $"{Text(p.Accuracy)}, chance {Number(p.Chance)}, p {Number(p.PValue)}",
            $"at most {Number(o.MostLeakage)} over chance, or p > {Number(o.Significance)}",
            excess <= o.MostLeakage || p.PValue > o.Significance);
    }

    private static string Text(MetricInterval m) => $"{Number(m.Value)} [{Number(m.Low)}, {Number(m.High)}]";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
