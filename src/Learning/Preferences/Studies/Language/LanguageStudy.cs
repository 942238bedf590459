using System.Globalization;
using Forewarn.Learning.Preferences.Worlds;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Studies.Language;

/// <summary>
/// REBEL and four other online methods tune a small transformer on a language whose best policy is known exactly; all draw the same
/// number of sentences.
/// </summary>
public sealed class LanguageStudy : IStudy
{
    private const double Wanted = 0.97, Margin = 0.005;
    private readonly LanguageBudget _budget;

    public LanguageStudy() : this(new LanguageBudget())
    {
    }

    internal LanguageStudy(LanguageBudget budget) => _budget = budget;

    public string Name => "language";

    public string Summary => "REBEL tunes a transformer to 97 % of the known optimum of a small language, no worse than four other methods.";

    public int DefaultSeeds => 5;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudentInterval.Of([.. seeds.Select(s => (double)s)]);
        var language = SyntheticLanguage.Default;
        var methods = LanguageMethod.All;
        int done = 0, wanted = methods.Count * (_budget.Rates.Count * _budget.ChoiceSeeds.Count + seeds.Count);
        var figures = new List<StudyFigure> { StudyFigure.Exact("soft_optimum", language.SoftValue) };
        var settings = Settings();
        var last = new Dictionary<string, double[]>();
        foreach (var method in methods)
        {
            double rate = Choose(method, settings);
            var runs = seeds.Select(s => One(method, rate, s)).ToArray();
            for (int look = 0; look < _budget.Looks.Count; look++)
            {
                bool final = look == _budget.Looks.Count - 1;
                double[] shares = [.. runs.Select(r => r[look].Value / language.SoftValue)];
                figures.Add(StudyFigure.Sampled(
                    FormattableString.Invariant($"{method.Name}/share_of_optimum@{_budget.Looks[look]}"), shares,
                    final && method == methods[0] ? new StudyBar(AtLeast: Wanted) : null));
                if (final) last[method.Name] = shares;
            }
            figures.Add(StudyFigure.Sampled($"{method.Name}/kl", [.. runs.Select(r => r[^1].Kl)]));
        }
        double[] rebel = last[methods[0].Name];
        foreach (var other in methods.Skip(1))
            figures.Add(StudyFigure.Sampled($"rebel_less_{other.Name}", [.. rebel.Zip(last[other.Name], (a, b) => a - b)], new(AtLeast: -Margin)));
        return new(Name, Summary, seeds, settings, figures, Remarks);

        double Choose(LanguageMethod method, Dictionary<string, string> told)
        {
            var means = _budget.Rates.ToDictionary(r => r, r => _budget.ChoiceSeeds.Average(s => One(method, r, s)[^1].Value / language.SoftValue));
            double best = means.MaxBy(m => m.Value).Key;
            string tried = string.Join(", ", means.Select(m => FormattableString.Invariant($"{m.Key:G2}: {m.Value:F4}")));
            told[$"learning_rate/{method.Name}"] = FormattableString.Invariant($"{best:G2} (share of optimum when chosen: {tried})");
            return best;
        }

        (double Value, double Kl)[] One(LanguageMethod method, double rate, ulong seed)
        {
            var looks = LanguageTuning.Run(language, method, rate, seed, _budget, cancel);
            progress(++done, wanted);
            return looks;
        }
    }

    private static IReadOnlyList<string> Remarks =>
    [
        "A share is the value E r - beta KL over its optimum; the untuned policy has 0.388. Values are exact sums over all 1024 sentences.",
        "'Not below the others' is judged with a margin of 0.005 of the optimum, set before the runs.",
        "REBEL, PPO and online DPO make four updates on a round, RLOO and ReMax one; the budget counts sentences, not updates. "
        + "ReMax reads one greedy sentence a round beside.",
        "PPO's baseline is the other sample of the pair, as RLOO's is: a sentence is one decision, and no value network is trained.",
        "Online DPO never sees a reward: it learns from which of two sentences wins a draw by Bradley and Terry, which is less information.",
    ];

    private Dictionary<string, string> Settings() => new()
    {
        ["language"] = "4 words, 5 positions, beta 0.5, reward of neighbors, uniform reference",
        ["policy"] = "causal transformer, 2 layers, width 32, uniform at first",
        ["rounds"] = _budget.Rounds.ToString(CultureInfo.InvariantCulture),
        ["sentences_per_round"] = _budget.Samples.ToString(CultureInfo.InvariantCulture),
        ["optimizer"] = "AdamW, gradient norm 1, warm-up 5 rounds, constant to half, cosine to a tenth",
        ["eta/rebel"] = "1",
        ["clip/ppo"] = "0.2",
        ["choice_seeds"] = string.Join(", ", _budget.ChoiceSeeds),
    };
}
