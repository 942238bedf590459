using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>How every settings record of tuning refuses a number out of range.</summary>
internal static class TuningSetting
{
    /// <exception cref="ForewarnException">It does not hold.</exception>
    public static void Require(bool holds, string name, double found, string wanted)
    {
        if (!holds) throw ForewarnException.Of(name, $"{found:R}", wanted, "Correct the tuning options.", ExitCode.Usage);
    }
}
