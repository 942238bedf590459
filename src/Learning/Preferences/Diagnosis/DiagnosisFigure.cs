using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>One number of a diagnosis.</summary>
/// <param name="Low">Lower end of its 95 % interval; null where it has none.</param>
/// <param name="Count">What it was computed from.</param>
public sealed record DiagnosisFigure(string Name, double Value, double? Low, double? High, int Count)
{
    public static DiagnosisFigure Of(string name, double value, int count) => new(name, value, null, null, count);

    public static DiagnosisFigure Of(string name, MetricInterval m) =>
        new(name, m.Value, double.IsFinite(m.Low) ? m.Low : null, double.IsFinite(m.High) ? m.High : null, m.Count);
}
