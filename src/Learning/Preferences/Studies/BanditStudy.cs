using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>
/// Does REBEL reach the soft optimum of a contextual bandit from noisy rewards, and does any other online method on the same samples do
/// better? Every method's settings are chosen on worlds that are not reported.
/// </summary>
public sealed class BanditStudy : IStudy
{
    /// <summary>How far below another method still counts as not below, as a share of the optimum.</summary>
    private const double Margin = 0.005;

    private const int TuningRuns = 3, Short = 20, Full = 150;

    public string Name => "bandit";

    public string Summary => "REBEL reaches .98 of the soft optimum from noisy rewards and is not below PPO, RLOO, ReMax or online DPO";

    public int DefaultSeeds => 20;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        int wanted = 2 * BanditMethod.All.Sum(m => BanditSettings.Grid(m).Count() * TuningRuns + seeds.Count), done = 0;
        var settings = Settings();
        var figures = new List<StudyFigure>();
        foreach (int rounds in new[] { Full, Short })
        {
            bool judged = rounds == Full;
            var shares = new Dictionary<string, double[]>();
            foreach (var method in BanditMethod.All)
            {
                var chosen = BanditSettings.Grid(method)
                    .MaxBy(c => Enumerable.Range(0, TuningRuns).Average(run => Share(method, c, StudySeeds.Tuning(run), rounds)))!;
                settings[$"{rounds} rounds, {method.Name}"] = chosen.Of(method);
                shares[method.Name] = [.. seeds.Select(seed => Share(method, chosen, StudySeeds.Reported(seed), rounds))];
                figures.Add(StudyFigure.Sampled($"{rounds}_rounds/{method.Name}/share_of_optimum", shares[method.Name],
                    judged && method.Name == "rebel" ? new(AtLeast: 0.98) : null));
            }
            foreach (var (other, theirs) in shares.Where(s => s.Key != "rebel"))
                figures.Add(StudyFigure.Sampled($"{rounds}_rounds/rebel_less_{other}",
                    [.. shares["rebel"].Zip(theirs, (a, b) => a - b)], judged ? new(AtLeast: -Margin) : null));
        }
        return new(Name, Summary, seeds, settings, figures, Remarks());

        double Share(BanditMethod method, BanditSettings candidate, SeedStream seed, int rounds)
        {
            cancel.ThrowIfCancellationRequested();
            double share = BanditRun.Share(method, candidate, seed, rounds);
            progress(++done, wanted);
            return share;
        }
    }

    private static Dictionary<string, string> Settings() => new()
    {
        ["world"] = $"{BanditRun.Prompts} prompts, {BanditRun.Answers} answers, rewards N(0, 1), uniform reference",
        ["beta"] = BanditRun.Beta.ToString(CultureInfo.InvariantCulture),
        ["reward noise"] = BanditRun.Noise.ToString(CultureInfo.InvariantCulture),
        ["samples"] = $"{BanditRun.DrawsPerRound} prompts with {BanditRun.PerPrompt} answers each round, for every method",
        ["grid"] = "learning rate .03 .1 .3 1, inner epochs 1 4 16, eta of REBEL 1 3, clip of PPO .2 .5, beta of online DPO .1 .4",
        ["chosen on"] = $"{TuningRuns} worlds that are not reported, for each number of rounds, by the objective at the end",
        ["optimizer"] = "AdamW, cosine to .02 of the rate",
    };

    private static string[] Remarks() =>
    [
        $"Not below means: less than {Margin.ToString(CultureInfo.InvariantCulture)} of the optimum below, paired by world.",
        $"Only {Full} rounds have a bar; {Short} rounds show who is fast.",
        "With one inner epoch REBEL's gradient is RLOO's times 4 eta, which AdamW does not notice: the two are then the same method.",
        "PPO has the leave-one-out mean as its baseline: one decision per prompt leaves nothing for a value network to do.",
        "Online DPO learns from the order of two noisy rewards alone, the others from their size.",
    ];
}
