using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Learning.Imitation;

/// <summary>
/// What may be expected of a data set, as a tag: <c>expert</c>, <c>offline tremble P</c> (a policy whose actions are replaced by uniform
/// ones with probability P) or <c>scripted NAME</c>.
/// </summary>
/// <param name="Kind">First word of the tag.</param>
/// <param name="Tremble">P of <see cref="DemonstrationKind.Offline"/>, 0 to 1.</param>
/// <param name="Script">Name of the controller of <see cref="DemonstrationKind.Scripted"/>.</param>
public sealed record DemonstrationQuality(DemonstrationKind Kind, double Tremble = 0, string Script = "")
{
    private const string Wanted = "expert, offline tremble P or scripted NAME";

    /// <exception cref="ForewarnException">Another word, or a P that is no probability.</exception>
    public static DemonstrationQuality Parse(string tag, string thing = "quality")
    {
        string[] words = tag.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["expert"] => new(DemonstrationKind.Expert),
            ["scripted", var name] => new(DemonstrationKind.Scripted, Script: name),
            ["offline", "tremble", var text] when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double p)
                && p is >= 0 and <= 1 => new(DemonstrationKind.Offline, p),
            _ => throw ForewarnException.Of(thing, $"'{tag}'", Wanted, "Tag the data set as one of them.", ExitCode.Usage),
        };
    }

    public override string ToString() => Kind switch
    {
        DemonstrationKind.Expert => "expert",
        DemonstrationKind.Offline => string.Create(CultureInfo.InvariantCulture, $"offline tremble {Tremble:R}"),
        _ => $"scripted {Script}",
    };
}
