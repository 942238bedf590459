using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Finds plan columns by name.</summary>
internal static class PlanColumns
{
    /// <exception cref="ForewarnException">The plan has no such column.</exception>
    public static int Index(ActionSpec spec, string name)
    {
        for (int i = 0; i < spec.Width; i++) if (spec.Names[i] == name) return i;
        throw ForewarnException.Of("plan columns", string.Join(", ", spec.Names), $"one named '{name}'",
            "Use a rule that fits this action representation.", ExitCode.Usage);
    }
}
