using System.Globalization;

namespace Forewarn.Core;

/// <summary>How one column of a plan is written: a whole number of steps above an origin, with leading zeros.</summary>
/// <param name="Name">Column of the plan with its unit, for example <c>x_m</c>.</param>
/// <param name="Origin">Value written as 0, in the column's unit.</param>
/// <param name="Step">Distance of two neighboring numbers, in the column's unit.</param>
/// <param name="Digits">Width of the number; values beyond its range are written as the nearest end.</param>
public sealed record PlanTextColumn(string Name, double Origin, double Step, int Digits)
{
    /// <summary>Reads what <see cref="ToString"/> wrote: name, origin, step and digits with spaces between.</summary>
    /// <exception cref="ForewarnException">The text has another form.</exception>
    public static PlanTextColumn Parse(string text)
    {
        if (text.Split(' ') is [{ Length: > 0 } name, var from, var by, var width]
            && double.TryParse(from, NumberStyles.Float, CultureInfo.InvariantCulture, out double origin) && double.IsFinite(origin)
            && double.TryParse(by, NumberStyles.Float, CultureInfo.InvariantCulture, out double step) && step > 0 && double.IsFinite(step)
            && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out int digits) && digits is >= 1 and <= 6)
            return new(name, origin, step, digits);
        throw ForewarnException.Of("plan column", $"'{text}'",
            "name, origin, step above 0 and 1 to 6 digits, for example 'x_m 0.3 0.005 2'", "Export the package again.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Origin:R} {Step:R} {Digits}");

    internal void Append(System.Text.StringBuilder text, float value)
    {
        long most = 1;
        for (int i = 0; i < Digits; i++) most *= 10;
        double steps = Math.Clamp(Math.Round((value - Origin) / Step), 0, most - 1);
        text.Append(((long)steps).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0'));
    }
}
