using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using Forewarn.Games;

namespace Forewarn.Cli.Verbs;

/// <summary>Classes of deviations as a command line spells them.</summary>
internal static class DeviationWords
{
    public const string All = "all";

    /// <exception cref="ForewarnException">Another word.</exception>
    public static IReadOnlyList<DeviationClass> Parse(string word)
    {
        var kinds = Enum.GetValues<DeviationClass>();
        if (word == All) return kinds;
        int index = Array.FindIndex(kinds, kind => RegretTables.Name(kind) == word);
        return index >= 0 ? [kinds[index]] : throw ForewarnException.Of("--deviations", $"'{word}'", "a class of deviations",
            NearestName.Advice(word, [All, .. kinds.Select(RegretTables.Name)]), ExitCode.Usage);
    }
}
