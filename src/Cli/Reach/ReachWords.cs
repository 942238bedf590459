using System.Globalization;
using Forewarn.Core;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;

namespace Forewarn.Cli.Reach;

/// <summary>Reads what the command line of <c>reach</c> is made of.</summary>
internal static class ReachWords
{
    /// <summary>A value of an enumeration by its name in any case.</summary>
    /// <exception cref="ForewarnException">No such name; the nearest one is told.</exception>
    public static T Choice<T>(string option, string word) where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())];
        string? known = names.FirstOrDefault(n => n.Equals(word, StringComparison.OrdinalIgnoreCase));
        if (known is null)
            throw ForewarnException.Of(option, $"'{word}'", string.Join(" or ", names), NearestName.Advice(word, names), ExitCode.Usage);
        return Enum.Parse<T>(known, ignoreCase: true);
    }

    /// <summary>Settings <c>name=number</c>.</summary>
    /// <exception cref="ForewarnException">A word of another form.</exception>
    public static Dictionary<string, double> Settings(IEnumerable<string> words)
    {
        var settings = new Dictionary<string, double>();
        foreach (string word in words)
        {
            string[] parts = word.Split('=', 2);
            if (parts.Length != 2)
                throw ForewarnException.Of("setting", $"'{word}'", "name=number", "For example turn_rad_s=2.5.", ExitCode.Usage);
            settings[parts[0].Trim()] = Number(parts[0].Trim(), parts[1]);
        }
        return settings;
    }

    /// <summary>The problem's axes with points as in <c>61x61x60</c> and ranges as in <c>x_m=-2:2</c>.</summary>
    /// <exception cref="ForewarnException">Another form, other axes, or fewer points than a stencil needs.</exception>
    public static IReadOnlyList<GridAxis> Axes(AvoidProblem problem, string? points, IEnumerable<string> ranges)
    {
        GridAxis[] axes = [.. problem.Axes];
        if (points is not null)
        {
            string[] counts = points.Split('x', 'X');
            if (counts.Length != axes.Length || !counts.All(c => int.TryParse(c, out _)))
                throw ForewarnException.Of("--grid", $"'{points}'", $"{axes.Length} numbers of points with x between them",
                    $"For example {string.Join('x', axes.Select(a => a.Count))}.", ExitCode.Usage);
            for (int d = 0; d < axes.Length; d++) axes[d] = axes[d] with { Count = int.Parse(counts[d], CultureInfo.InvariantCulture) };
        }
        foreach (string word in ranges)
        {
            string[] parts = word.Split('=', ':');
            int d = Array.FindIndex(axes, a => a.Name == parts[0]);
            if (parts.Length != 3)
                throw ForewarnException.Of("--range", $"'{word}'", "axis=low:high", $"For example {axes[0].Name}=-2:2.", ExitCode.Usage);
            if (d < 0)
                throw ForewarnException.Of("--range", $"axis '{parts[0]}'", $"an axis of {problem.Kind}",
                    NearestName.Advice(parts[0], [.. axes.Select(a => a.Name)]), ExitCode.Usage);
            if (axes[d].Boundary == Boundary.Periodic)
                throw ForewarnException.Of("--range", $"'{word}'", "an axis that is no circle", "Leave that axis as it is.", ExitCode.Usage);
            axes[d] = axes[d] with { Low = Number(parts[0], parts[1]), High = Number(parts[0], parts[2]) };
        }
        return axes;
    }

    /// <summary>A state, comma-separated.</summary>
    /// <exception cref="ForewarnException">Another number of numbers.</exception>
    public static double[] State(string text, IReadOnlyList<GridAxis> axes)
    {
        string[] parts = text.Split(',');
        if (parts.Length != axes.Count)
            throw ForewarnException.Of("--at", $"'{text}'", $"{axes.Count} numbers: {string.Join(", ", axes.Select(a => a.Name))}",
                "Separate them by commas.", ExitCode.Usage);
        return [.. parts.Zip(axes, (part, axis) => Number(axis.Name, part))];
    }

    private static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw ForewarnException.Of(name, $"'{text}'", "a number", "Correct it.", ExitCode.Usage);
}
