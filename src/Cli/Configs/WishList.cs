using Forewarn.Core;

namespace Forewarn.Cli.Configs;

/// <summary>The wishes a task is evaluated on: a YAML list of <see cref="Wish"/>.</summary>
public static class WishList
{
    private static readonly string[] Outcomes = ["handle", "rim", "rim_left", "rim_right"];
    private static readonly string[] Splits = ["train", "template", "synonym", "combination", "fact"];

    /// <exception cref="ForewarnException">The file is missing, or an entry is not a wish.</exception>
    public static IReadOnlyList<Wish> Load(string path)
    {
        if (!File.Exists(path))
        {
            throw ForewarnException.Of("wishes", $"no file '{path}'", "a YAML list of wishes", "Correct evaluation.wishes.", ExitCode.Usage);
        }

        string name = Path.GetFileName(path);
        var node = ConfigReader.Read(File.ReadAllText(path), line => $"{name}:{line}");
        var wishes = (Wish[])ConfigBinder.Bind(node, typeof(Wish[]), null, "wishes")!;
        for (int i = 0; i < wishes.Length; i++) Check(wishes[i], $"wishes[{i}] ({name})");
        return wishes.Length > 0 ? wishes : throw ForewarnException.Of("wishes", "none", "at least one", $"Add some to {name}.", ExitCode.Usage);
    }

    private static void Check(Wish wish, string place)
    {
        if (string.IsNullOrWhiteSpace(wish.Text)) throw Wrong($"{place}.text", "nothing", "a sentence");
        if (wish.Accept.Count == 0) throw Wrong($"{place}.accept", "nothing", "at least one outcome");
        foreach (string outcome in wish.Accept.Concat(wish.Reject).Where(outcome => !Outcomes.Contains(outcome)))
        {
            throw Wrong(place, $"outcome '{outcome}'", string.Join(", ", Outcomes));
        }

        foreach (string both in wish.Accept.Intersect(wish.Reject)) throw Wrong(place, $"'{both}' accepted and rejected", "one of both");
        if (!Splits.Contains(wish.Split)) throw Wrong($"{place}.split", $"'{wish.Split}'", string.Join(", ", Splits));
    }

    private static ForewarnException Wrong(string thing, string found, string wanted) =>
        ForewarnException.Of(thing, found, wanted, "Correct it there.", ExitCode.Usage);
}
