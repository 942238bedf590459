using Forewarn.Core;

namespace Forewarn.Reachability.Problems;

/// <summary>A family of avoid problems that differ in numbers.</summary>
/// <param name="Name">For example <c>dubins</c>.</param>
/// <param name="Make">Builds the problem from all settings by name.</param>
public sealed record ProblemKind(
    string Name, string Description, IReadOnlyList<ProblemSetting> Settings, Func<IReadOnlyDictionary<string, double>, AvoidProblem> Make)
{
    private static readonly SettingCheck Check = new("Correct the setting.");

    /// <param name="settings">Those that differ from their defaults.</param>
    /// <exception cref="ForewarnException">A setting that this problem does not have, or that is not a finite number.</exception>
    public AvoidProblem Of(IReadOnlyDictionary<string, double> settings)
    {
        var all = Settings.ToDictionary(s => s.Name, s => s.Default);
        foreach (var (name, value) in settings)
        {
            if (!all.ContainsKey(name))
                throw ForewarnException.Of(
                    $"setting of {Name}", $"'{name}'", "one that it has", NearestName.Advice(name, all.Keys), ExitCode.Usage);
            Check.Require(double.IsFinite(value), name, value, "a finite number; an unbounded input has no reachable set");
            all[name] = value;
        }
        return Make(all);
    }

    /// <exception cref="ForewarnException">Below or at 0.</exception>
    internal static double Positive(IReadOnlyDictionary<string, double> settings, string name)
    {
        Check.Require(settings[name] > 0, name, settings[name], "a number above 0");
        return settings[name];
    }

    /// <exception cref="ForewarnException">Below 0.</exception>
    internal static double NotNegative(IReadOnlyDictionary<string, double> settings, string name)
    {
        Check.Require(settings[name] >= 0, name, settings[name], "0 or more");
        return settings[name];
    }
}
