using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// One selector in two steering runs with other models, on the scenes that both played. Scenes are equal where policy and seed are; then
/// a difference is one of what was changed.
/// </summary>
/// <param name="First">Models, settings and wishes of the first run, as its table says.</param>
/// <param name="Scenes">Scenes that both runs played.</param>
public sealed record SteeringComparison(string First, string Second, string Selector, int Scenes, IReadOnlyList<ComparedGroup> Groups)
{
    /// <summary>Name of the group of all wishes that state a preference.</summary>
    public const string AllWishes = "all wishes";

    /// <param name="first">Run folder of a steering study; <paramref name="second"/> likewise.</param>
    /// <param name="wishes">Those of both runs.</param>
    /// <exception cref="ForewarnException">A folder holds no such run or one about other wishes, or the runs share no scene or not the selector.</exception>
    public static SteeringComparison Of(string first, string second, IReadOnlyList<WishCase> wishes, string selector, SeedStream seed)
    {
        var (one, other) = (Load(first, wishes), Load(second, wishes));
        var places = other.Rows.Select((row, i) => (row, i)).ToDictionary(r => (r.row.Seed, r.row.Episode), r => r.i);
        var shared = one.Rows.Select((row, i) => (Row: row, First: i)).Where(r => places.ContainsKey((r.Row.Seed, r.Row.Episode)))
            .Select(r => (r.First, Second: places[(r.Row.Seed, r.Row.Episode)])).ToArray();
        if (shared.Length == 0)
            throw ForewarnException.Of($"'{first}' and '{second}'", "no scene in common", "some", "Play both with one of the same --seeds.", ExitCode.Usage);
        var asked = Enumerable.Range(0, wishes.Count).Where(w => !wishes[w].Neutral).ToArray();
        var groups = asked.GroupBy(w => wishes[w].Group).Select(g => (g.Key, Members: g.ToArray())).Append((AllWishes, asked));
        return new(one.Identity, other.Identity, selector, shared.Length, [.. groups.Select(Compared)]);

        ComparedGroup Compared((string Name, int[] Members) group)
        {
            double[] a = [.. shared.Select(s => Share(one.Rows[s.First], group.Members, first))];
            double[] b = [.. shared.Select(s => Share(other.Rows[s.Second], group.Members, second))];
            return new(group.Name, group.Members.Length, Mean(a, "first"), Mean(b, "second"),
                Bootstrap.PairedDifference(a, b, seed.Child($"difference {group.Name}")),
                PermutationTest.PairedMean([.. a.Zip(b, (x, y) => x - y)], seed.Child($"test {group.Name}")));

            MetricInterval Mean(double[] values, string which) => Bootstrap.Mean(values, seed.Child($"{which} {group.Name}"));
        }

        double Share(SceneRow row, int[] members, string folder)
        {
            var choices = row.Choices.Where(c => c.Selector == selector && members.Contains(c.Wish)).ToArray();
            return choices.Length == members.Length
                ? choices.Average(c => row.Fulfills(c.Choice, wishes[c.Wish]) ? 1.0 : 0)
                : throw ForewarnException.Of($"'{folder}'", $"no choice of '{selector}' for every wish",
                    $"one of {string.Join(", ", row.Choices.Select(c => $"'{c.Selector}'").Distinct())}", "Name such a selector.", ExitCode.Usage);
        }
    }

    private static (string Identity, IReadOnlyList<SceneRow> Rows) Load(string folder, IReadOnlyList<WishCase> wishes)
    {
        string path = Path.Combine(folder, SteeringStudy.TableFile);
        var table = RowTable<SceneRow>.Load(path);
        return SteeringStudy.IsAbout(table.Identity, wishes)
            ? table
            : throw ForewarnException.Of(path, "rows about other wishes", $"the {wishes.Count} of the wish list",
                "Name the configuration of the run (--config), or its --wishes.", ExitCode.Usage);
    }
}
