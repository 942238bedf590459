using System.Globalization;
using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// "All Roads Lead to Likelihood" (Swamy et al. 2025) in a world of tables: two roads to the same optimum where the classes are the
/// same, a gap where verifying is simpler than generating, and five other explanations that do not hold.
/// </summary>
public sealed class RoadsStudy : IStudy
{
    public string Name => "all-roads";

    public string Summary => "reward model and planning beat direct fitting only where the verifier's class is smaller";

    public int DefaultSeeds => 40;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        var settings = new RoadsSettings();
        IRoadsControl[] controls =
            [new EqualityControl(), new GapControl(settings), new HypothesisControl(settings), new ComparisonControl(settings)];
        var names = new List<string>();
        var found = new Dictionary<string, (List<double> Values, StudyBar? Bar)>();
        for (int s = 0; s < seeds.Count; s++)
        {
            foreach (var control in controls)
            {
                cancel.ThrowIfCancellationRequested();
                foreach (var figure in control.Measure(new(seeds[s])))
                {
                    if (!found.ContainsKey(figure.Name))
                    {
                        names.Add(figure.Name);
                        found[figure.Name] = ([], figure.Bar);
                    }
                    found[figure.Name].Values.Add(figure.Value);
                }
            }
            progress(s + 1, seeds.Count);
        }
        StudyFigure[] figures = [.. names.Select(n => StudyFigure.Sampled(n, found[n].Values, found[n].Bar))];
        return new(Name, Summary, seeds, Describe(settings), figures, Remarks);
    }

    private static Dictionary<string, string> Describe(RoadsSettings settings) => new()
    {
        ["prompts"] = $"{RoadsWorld.Prompts}, x in {{-1, 1}}^{RoadsWorld.PromptBits}",
        ["answers"] = $"y in {{-1, 1}}^m, m = {settings.Bits}; m = 1 for two answers",
        ["reward"] = "x'Wy / sqrt(4m) with random signs W; standard normal per cell where it has no short form",
        ["labels"] = "Bradley-Terry on the true reward, two different answers drawn uniformly",
        ["beta"] = settings.Beta.ToString(CultureInfo.InvariantCulture),
        ["ridge"] = $"{settings.Ridge.ToString(CultureInfo.InvariantCulture)} times half the sum of squared scores, centered per prompt",
        ["pairs of the headline"] = settings.Pairs.ToString(CultureInfo.InvariantCulture),
        ["optimization"] = "Newton and L-BFGS until the gradient vanishes; no learning rate, nothing tuned",
    };

    private static readonly string[] Remarks =
    [
        "size/N/C is the true reward J of the soft-optimal policy for a scorer of C parameters fitted to N pairs; 1024 is the table, which "
            + "is also offline DPO with a tabular policy.",
        "DPO over linear policies is as good as the linear verifier: what wins is the smaller class and not the online loop. In practice the "
            + "small class is easy to write down for a verifier and hard for a generator.",
        "SPIN equals SFT at its fixed point; one exact step at beta 1 is enough, above 1 the distance shrinks by 1 - 1/beta per step, and "
            + "below 1/2 the exact iteration runs away.",
        "With matched classes and the same ridge, global, local and implicit reward models are the same scorer: this world does not show an "
            + "advantage of a global model of the same size, only of a smaller one.",
    ];
}
