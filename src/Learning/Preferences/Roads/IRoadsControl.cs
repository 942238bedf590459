using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>One experiment of the study, tried once per seed.</summary>
public interface IRoadsControl
{
    /// <returns>The same names with the same bars for every seed.</returns>
    IEnumerable<RoadsFigure> Measure(SeedStreams seeds);
}
