using Forewarn.Core;
using Forewarn.Learning.Preferences.Diagnosis;
using Forewarn.Learning.Preferences.Roads;

namespace Forewarn.Learning.Tests.Preferences.Diagnosis;

/// <summary>Preferences whose right advice is known by how they are made.</summary>
internal static class SyntheticPreferences
{
    public const string Logged = "logged@1", Tuned = "tuned@2";

    /// <summary>Plans of the reference (standard normal), labels by Bradley-Terry on a reward, everything known.</summary>
    /// <param name="shift">How far tuning moved the policy's mean along the first number.</param>
    public static PreferenceEvidence Covered(
        ulong seed, int pairs = 300, int dimension = 2, double shift = 0.3, Func<double[], double>? reward = null)
    {
        var stream = new SeedStreams(seed).Stream("synthetic");
        reward ??= plan => -2 * plan.Sum(v => (v - 0.5) * (v - 0.5)) / plan.Length;
        var labeled = new List<PlanPair>();
        for (int i = 0; i < pairs; i++)
        {
            double[] a = Normal(stream, dimension, 0), b = Normal(stream, dimension, 0);
            bool first = stream.NextDouble() < BradleyTerry.Sigmoid(reward(a) - reward(b));
            var (chosen, rejected) = first ? (a, b) : (b, a);
            labeled.Add(new($"prompt {i}", chosen, rejected)
            {
                ChosenReward = reward(chosen), RejectedReward = reward(rejected), PolicyId = Logged,
                ChosenLog = Logs(chosen, shift), RejectedLog = Logs(rejected, shift),
            });
        }
        return new(labeled)
        {
            Policy = [.. Enumerable.Range(0, 400).Select(_ => Normal(stream, dimension, shift))
                .Select(p => new PlanSample(p, LogRatio(p, shift)))],
            Reference = [.. Enumerable.Range(0, 400).Select(_ => new PlanSample(Normal(stream, dimension, 0), null))],
            Seed = seed,
        };
    }

    /// <summary>Three plans per prompt in a circle: each beats the next in nine of ten judgments.</summary>
    public static PreferenceEvidence Circular(ulong seed, bool circular = true)
    {
        var stream = new SeedStreams(seed).Stream("circle");
        var pairs = new List<PlanPair>();
        for (int i = 0; i < 40; i++)
        {
            double[][] plans = [.. Enumerable.Range(0, 3).Select(k => new[] { k + 0.1 * stream.NextNormal(), stream.NextNormal() })];
            foreach (var (a, b) in new[] { (0, 1), (1, 2), (2, 0) })
            {
                double wins = circular ? 0.9 : a < b ? 0.9 : 0.1;
                pairs.Add(stream.NextDouble() < wins ? new($"prompt {i}", plans[a], plans[b]) : new($"prompt {i}", plans[b], plans[a]));
            }
        }
        return new(pairs) { Seed = seed };
    }

    /// <summary>Episodes of three replans; the tuned policy is as good as the log at the first and falls off after its own prefixes.</summary>
    public static PreferenceEvidence Replans(ulong seed, double fall)
    {
        var stream = new SeedStreams(seed).Stream("replans");
        var pairs = new List<PlanPair>();
        for (int i = 0; i < 240; i++)
        {
            int replan = i % 3;
            bool own = i / 3 % 2 == 1;
            double[] a = Normal(stream, 2, 0), b = Normal(stream, 2, 0);
            double offset = own ? -fall * replan : 0, ra = a[0] + offset, rb = b[0] + offset;
            var (chosen, rejected) = ra > rb ? (a, b) : (b, a);
            pairs.Add(new($"prompt {i}", chosen, rejected)
            {
                ChosenReward = Math.Max(ra, rb), RejectedReward = Math.Min(ra, rb), ReplanIndex = replan, PolicyId = own ? Tuned : Logged,
            });
        }
        return new(pairs) { PolicyId = Tuned, Seed = seed };
    }

    /// <summary>Linear reward of long plans: a few numbers verify, a density over all of them generates.</summary>
    public static PreferenceEvidence Gap(ulong seed) => Covered(seed, pairs: 600, dimension: 24, shift: 0.1,
        reward: plan => 3 * plan.Select((v, d) => d % 2 == 0 ? v : -v).Sum() / Math.Sqrt(24));

    private static double[] Normal(SeedStream stream, int dimension, double shift)
    {
        double[] plan = [.. Enumerable.Range(0, dimension).Select(_ => stream.NextNormal())];
        plan[0] += shift;
        return plan;
    }

    private static PlanLogProbs Logs(double[] plan, double shift)
    {
        double reference = -plan.Sum(v => v * v) / 2 - plan.Length * Math.Log(2 * Math.PI) / 2;
        return new(reference + LogRatio(plan, shift), reference, reference);
    }

    /// <summary><c>ln N(shift, 1) - ln N(0, 1)</c> at the first number.</summary>
    private static double LogRatio(double[] plan, double shift) => shift * plan[0] - shift * shift / 2;
}
