using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Lab.Sweeps;

/// <summary>How seeds and values are written on a command line.</summary>
internal static class SweepWords
{
    /// <summary>Seeds of <c>1..3,7</c>: 1, 2, 3 and 7; doubles count once.</summary>
    /// <exception cref="ForewarnException">No such list, or an empty one.</exception>
    public static IReadOnlyList<ulong> Seeds(string text)
    {
        var seeds = new List<ulong>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split("..", 2, StringSplitOptions.TrimEntries);
            if (!ulong.TryParse(ends[0], CultureInfo.InvariantCulture, out ulong first)
                || !ulong.TryParse(ends[^1], CultureInfo.InvariantCulture, out ulong last) || last < first || last - first >= 10_000)
                throw ForewarnException.Of(
                    "seeds", $"'{text}'", "whole numbers and ranges with commas between", "Write 1..5 or 1..3,7.", ExitCode.Usage);
            for (ulong seed = first; seed <= last; seed++) seeds.Add(seed);
        }
        return [.. seeds.Distinct()];
    }

    /// <summary>
    /// Key and values of <c>key=a,b,c</c>. Commas in brackets do not separate, and where there is a semicolon it separates instead:
    /// <c>sac.hidden=[64,64],[128,128]</c> and <c>hidden=64,64;128,128</c> are two values each.
    /// </summary>
    /// <exception cref="ForewarnException">No key or no values.</exception>
    public static (string Key, IReadOnlyList<string> Values) Axis(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string[] values = equals < 0 ? [] : [.. Split(text[(equals + 1)..]).Where(v => v.Length > 0).Distinct()];
        string key = equals < 0 ? "" : text[..equals].Trim();
        return key.Length > 0 && values.Length > 0 ? (key, values) : throw ForewarnException.Of(
            "--set", $"'{text}'", "key=a,b,c", "Name a setting (section.key) or an option, and at least one value.", ExitCode.Usage);
    }

    /// <summary>Words of a command in one string; double quotes keep spaces together.</summary>
    public static IReadOnlyList<string> Command(string text) =>
        [.. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(text)];

    private static IEnumerable<string> Split(string text)
    {
        char separator = text.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        int depth = 0, start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '[' or '{') depth++;
            else if (text[i] is ']' or '}') depth--;
            else if (text[i] == separator && depth == 0)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }
        yield return text[start..].Trim();
    }
}
