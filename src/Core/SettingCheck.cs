using System.Globalization;

namespace Forewarn.Core;

/// <summary>How a record of settings refuses a value that is out of range: as wrong usage, with one way to mend it for all its keys.</summary>
/// <param name="fix">For example "Correct the loop's options."</param>
public sealed class SettingCheck(string fix)
{
    /// <exception cref="ForewarnException">It does not hold.</exception>
    public void Require(bool holds, string key, double found, string wanted) =>
        Require(holds, key, found.ToString("R", CultureInfo.InvariantCulture), wanted);

    /// <exception cref="ForewarnException">It does not hold.</exception>
    public void Require(bool holds, string key, string found, string wanted)
    {
        if (!holds) throw ForewarnException.Of(key, found, wanted, fix, ExitCode.Usage);
    }
}
