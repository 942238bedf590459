using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>How every settings record of tuning refuses a number out of range.</summary>
internal static class TuningSetting
{
    private static readonly SettingCheck Check = new("Correct the tuning options.");

    /// <exception cref="ForewarnException">It does not hold.</exception>
    public static void Require(bool holds, string name, double found, string wanted) => Check.Require(holds, name, found, wanted);
}
