using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Policies;

/// <summary>From scenes to figures with intervals.</summary>
public static class PolicyAnalysis
{
    /// <param name="policies">Name and graph hash of each, in the order of the rows.</param>
    /// <param name="accept">Modes or families that fulfill the wish.</param>
    public static PolicyResults Of(
        IReadOnlyList<PolicyRow> rows, IReadOnlyList<(string Name, string Sha256)> policies, IReadOnlyList<string> accept, RunRecord run)
    {
        int draws = rows[0].Outcomes[0].Length;
        int[] scenes = [.. rows.SelectMany((_, i) => Enumerable.Repeat(i, draws))];
        bool[] first = Fulfilled(0);
        return new(run, accept, draws, [.. policies.Select((p, i) => Figures(p, i))]);

        PolicyFigures Figures((string Name, string Sha256) policy, int index)
        {
            bool[] success = Fulfilled(index);
            SeedStream Resampling(string what) => new SeedStreams(0).Stream(what, index);
            return new(
                policy.Name, policy.Sha256, Bootstrap.Rate(success, Resampling("success"), scenes),
                index == 0 ? null : Bootstrap.PairedDifference(success, first, Resampling("gain"), scenes),
                index == 0 ? null : McNemarTest.Of(success, first),
                rows.GroupBy(r => r.Seed).ToDictionary(g => g.Key, g => g.SelectMany(r => r.Outcomes[index]).Average(o => accept.Any(o.Is) ? 1.0 : 0)),
                rows.SelectMany(r => r.Outcomes[index]).GroupBy(o => o.Outcome).OrderBy(g => g.Key, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => (double)g.Count() / success.Length));
        }

        bool[] Fulfilled(int index) => [.. rows.SelectMany(r => r.Outcomes[index]).Select(o => accept.Any(o.Is))];
    }
}
