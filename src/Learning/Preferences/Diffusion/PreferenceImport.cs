using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>What became of preference records on their way to <see cref="LabeledPlans"/>.</summary>
/// <param name="Plans">The pairs that can be used.</param>
/// <param name="Dropped">Records that cannot, by reason.</param>
/// <param name="ResidualMeters">
/// Root mean square of what the plans' positions lose in the policy's numbers, m: 0 for its own plans, up to the width of a
/// stroke for plans that the policy could not have proposed.
/// </param>
public sealed record PreferenceImport(LabeledPlans Plans, IReadOnlyDictionary<string, int> Dropped, double ResidualMeters)
{
    /// <summary>Largest magnitude of a whitened number that still counts as a plan of this policy's kind, in its deviations.</summary>
    public const double Farthest = 6;

    private const int PositionColumns = 3;

    /// <param name="policy">Its eye reads the pictures, its coordinates the plans.</param>
    /// <exception cref="ForewarnException">No record can be used.</exception>
    public static PreferenceImport Of(PackagedPolicy policy, IReadOnlyList<PreferenceRecord> records)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var dropped = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var usable = records.Where(r => Reason(policy, r) is not { } reason || !Count(dropped, reason)).ToList();
        var scenes = new Dictionary<string, int>(StringComparer.Ordinal);
        var features = new List<Tensor>();
        int[] owners = [.. usable.Select(SceneOf)];
        if (usable.Count == 0) throw Nothing(records.Count, dropped);
        var seen = cat(features, 0);
        var perPair = seen.index_select(0, tensor(Array.ConvertAll(owners, o => (long)o)));
        var (chosen, lossA) = Whitened(policy, usable.Select(r => r.Chosen), perPair);
        var (rejected, lossB) = Whitened(policy, usable.Select(r => r.Rejected), perPair);
        var near = maximum(chosen.abs(), rejected.abs()).amax(1L) <= Farthest;
        int[] kept =
        [
            .. Enumerable.Range(0, usable.Count)
                .Where(i => near[i].item<bool>() || !Count(dropped, "a plan far from all that the policy knows")),
        ];
        if (kept.Length == 0) throw Nothing(records.Count, dropped);
        var index = tensor(Array.ConvertAll(kept, k => (long)k));
        var plans = new LabeledPlans(seen.DetachFromDisposeScope(), [.. kept.Select(k => owners[k])],
            chosen.index_select(0, index).DetachFromDisposeScope(), rejected.index_select(0, index).DetachFromDisposeScope(),
            [.. kept.Select(k => Reward(usable[k]))]);
        return new(plans, dropped, Math.Sqrt((lossA * lossA + lossB * lossB) / 2));

        int SceneOf(PreferenceRecord record)
        {
            if (scenes.TryGetValue(record.PrefixHash, out int known)) return known;
            features.Add(Feature(policy, record.Observations[^1].ToObservation()));
            return scenes[record.PrefixHash] = features.Count - 1;
        }
    }

    private static string? Reason(PackagedPolicy policy, PreferenceRecord record)
    {
        var spec = policy.Manifest.Action!;
        var said = record.Provenance;
        if (record.Observations.Count == 0) return "no observation";
        if (policy.Manifest.Cameras.Except(record.Observations[^1].Images.Select(i => i.Camera)).Any())
            return "a camera of the policy is missing";
        if (said.Representation != spec.Representation || said.Frame != spec.Frame || said.RateHz != spec.RateHz
            || !said.Columns.SequenceEqual(spec.Names))
            return "plans of another representation";
        return Fits(record.Chosen) && Fits(record.Rejected) ? null : "plans of another length";

        bool Fits(PreferencePlan plan) => plan.Actions.Length == policy.Steps && plan.Actions.All(row => row.Length == spec.Width);
    }

    private static Tensor Feature(PackagedPolicy policy, Observation observation)
    {
        var frames = policy.Manifest.Cameras.Select(observation.Image).ToArray();
        byte[] pictures = [.. frames.SelectMany(f => f.Rgb)];
        using var scene = new SceneSet(pictures, [float.NaN, float.NaN, float.NaN], frames.Length, frames[0].Height);
        return tensor(policy.Eye.Features(scene)).view(1, SceneEye.FeatureSize);
    }

    private static (Tensor Numbers, double ResidualMeters) Whitened(PackagedPolicy policy, IEnumerable<PreferencePlan> plans,
        Tensor features)
    {
        float[] values = [.. plans.SelectMany(p => p.Actions.SelectMany(row => row))];
        var given = tensor(values).view(-1, policy.Basis.PlanSize);
        var numbers = policy.Basis.Whiten(given, features);
        var lost = (policy.Basis.Plans(numbers, features) - given).view(given.shape[0], policy.Steps, -1).narrow(2, 0, PositionColumns);
        return (numbers, lost.pow(2).mean().sqrt().ToDouble());
    }

    private static (double Chosen, double Rejected) Reward(PreferenceRecord record)
    {
        if (record.Tie) return (record.ChosenReward ?? 0, record.ChosenReward ?? 0);
        return record is { ChosenReward: { } better, RejectedReward: { } worse } && better > worse ? (better, worse) : (1, 0);
    }

    private static bool Count(SortedDictionary<string, int> dropped, string reason)
    {
        dropped[reason] = dropped.GetValueOrDefault(reason) + 1;
        return true;
    }

    private static ForewarnException Nothing(int count, IReadOnlyDictionary<string, int> dropped) => ForewarnException.Of(
        "preference records", count == 0 ? "none" : string.Join(", ", dropped.Select(d => $"{d.Value} with {d.Key}")),
        "pairs of plans of this policy's kind",
        "Collect preferences with the package that is tuned.", ExitCode.Usage);
}
