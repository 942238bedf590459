using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Cli.Configs;

/// <summary>The wishes a task is evaluated on: a YAML list of <see cref="WishCase"/>.</summary>
public static class WishList
{
    /// <param name="language">The task's: its parts and modes are what wishes can be about.</param>
    /// <exception cref="ForewarnException">The file is missing, or an entry is not a wish.</exception>
    public static IReadOnlyList<WishCase> Load(string path, TaskLanguage language)
    {
        if (!File.Exists(path)) throw Wrong("evaluation.wishes", $"no file '{path}'", "a YAML list of wishes");
        string name = Path.GetFileName(path);
        var node = ConfigReader.Read(File.ReadAllText(path), line => $"{name}:{line}");
        var wishes = (WishCase[])ConfigBinder.Bind(node, typeof(WishCase[]), null, "wishes")!;
        for (int i = 0; i < wishes.Length; i++) Check(wishes[i], $"wishes[{i}] ({name})", language);
        return wishes.Length > 0 ? wishes : throw Wrong($"wishes ({name})", "none", "at least one");
    }

    /// <exception cref="ForewarnException">One of them is no outcome of the task.</exception>
    public static void RequireOutcomes(string place, IEnumerable<string> outcomes, TaskLanguage language)
    {
        string[] known = [.. language.Parts.SelectMany(part =>
            language.Modes.Where(mode => mode.StartsWith(part.Name + "-", StringComparison.Ordinal)).Prepend(part.Name))];
        foreach (string outcome in outcomes.Where(outcome => !known.Contains(outcome)))
        {
            throw Wrong(place, $"outcome '{outcome}'", string.Join(", ", known));
        }
    }

    private static void Check(WishCase wish, string place, TaskLanguage language)
    {
        if (string.IsNullOrWhiteSpace(wish.Text)) throw Wrong($"{place}.text", "nothing", "a sentence");
        if (wish.Accept.Length == 0 && !wish.Neutral) throw Wrong($"{place}.accept", "nothing", "at least one outcome");
        RequireOutcomes(place, wish.Accept.Concat(wish.Reject), language);
        foreach (string both in wish.Accept.Intersect(wish.Reject)) throw Wrong(place, $"'{both}' accepted and rejected", "one of both");
    }

    private static ForewarnException Wrong(string thing, string found, string wanted) =>
        ForewarnException.Of(thing, found, wanted, "Correct it there.", ExitCode.Usage);
}
