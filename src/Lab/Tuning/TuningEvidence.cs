using System.Globalization;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Evaluation.Policies;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Lab.Tuning;

/// <summary>What has to be shown before a tuned package may stand among the deployed ones: a paired comparison, read from its file.</summary>
internal static class TuningEvidence
{
    private const string Forewarn = "forewarn";

    /// <summary>A tuned policy fulfills the wish more often than the one it came from, on the same scenes and noise.</summary>
    /// <param name="results">JSON of <c>eval policies</c>.</param>
    /// <returns>One sentence for the model card.</returns>
    /// <exception cref="ForewarnException">Another package was compared, or it did not gain.</exception>
    public static string OfPolicy(ModelManifest package, string results)
    {
        var comparison = Read<PolicyResults>(results);
        string hash = package.Sha256;
        var figures = comparison.Policies.FirstOrDefault(p => p.Sha256 == hash && p.Gain is not null)
            ?? throw Refused(results, $"no figures of {package.Name} ({hash[..12]}) against a base", "a comparison of this very package",
                "Run eval policies with the base first and this package after it.");
        if (!(figures.Gain!.Low > 0))
            throw Refused(results, Gain(figures.Gain), "a gain whose interval lies above 0", "Tune again, or compare on more scenes.");
        return $"Unsteered success for {string.Join(" or ", comparison.Accept)}: {Share(figures.Success)}, {Gain(figures.Gain)} against "
            + $"{comparison.Policies[0].Policy} on {comparison.Run.Episodes} scenes for each of {comparison.Run.Seeds.Count} seeds.";
    }

    /// <summary>With a tuned verifier steering succeeds no less than before, on the same scenes.</summary>
    /// <param name="before">JSON of <c>eval steering</c> with the verifier it came from.</param>
    /// <param name="after">The same with this one.</param>
    /// <exception cref="ForewarnException">Other scenes, another package, or less success.</exception>
    public static string OfVerifier(ModelManifest package, string before, string after)
    {
        var (old, tuned) = (Read<SteeringResults>(before), Read<SteeringResults>(after));
        string hash = package.Sha256;
        if (!tuned.Run.Configuration.Values.Contains(hash))
            throw Refused(after, $"no run with {package.Name} ({hash[..12]})", "one that steered by this very package",
                "Run eval steering with models.verifier=PACKAGE.");
        if (!old.Run.Seeds.SequenceEqual(tuned.Run.Seeds) || old.Run.Episodes != tuned.Run.Episodes)
            throw Refused(after, "other scenes than before", "the same seeds and episodes in both files", "Run both with the same --seeds and --episodes.");
        var (first, second) = (Pooled(old, before), Pooled(tuned, after));
        if (second.Value < first.Low)
            throw Refused(after, $"success {Share(second)}", $"no less than before, {Share(first)}", "Tune again with a smaller step.");
        return $"Steered success over all wishes: {Share(second)}, before tuning {Share(first)}, on the same {tuned.Scenes} scenes.";
    }

    // Pooled over wishes: a verifier that gains on one and loses on all others must not pass.
    private static MetricInterval Pooled(SteeringResults results, string path)
    {
        var rows = results.Groups.SelectMany(g => g.Selectors.Where(s => s.Selector == Forewarn).Select(s => (g.Wishes, s.Success))).ToArray();
        if (rows.Length == 0) throw Refused(path, "no selector forewarn", "results of eval steering", "Name its JSON.");
        double weight = rows.Sum(r => r.Wishes);
        double Mean(Func<MetricInterval, double> of) => rows.Sum(r => r.Wishes * of(r.Success)) / weight;
        return new(Mean(s => s.Value), Mean(s => s.Low), Mean(s => s.High), rows.Sum(r => r.Success.Count));
    }

    private static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), EvaluationJson.Pretty) ?? throw new JsonException("null");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw ForewarnException.Of($"'{path}'", fault.Message.TrimEnd('.'), "the JSON that the evaluation wrote", "Name another file.", ExitCode.Usage, fault);
        }
    }

    private static string Share(MetricInterval s) =>
        string.Create(CultureInfo.InvariantCulture, $"{s.Value:0.000} [{s.Low:0.000}, {s.High:0.000}]");

    private static string Gain(MetricInterval g) =>
        string.Create(CultureInfo.InvariantCulture, $"gain {g.Value:+0.000;-0.000} [{g.Low:+0.000;-0.000}, {g.High:+0.000;-0.000}]");

    private static ForewarnException Refused(string path, string found, string wanted, string fix) =>
        ForewarnException.Of($"promotion by '{path}'", found, wanted, fix, ExitCode.Failed);
}
