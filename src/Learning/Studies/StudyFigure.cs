using Forewarn.Core;

namespace Forewarn.Learning.Studies;

/// <summary>One number of a study: per seed, as a mean with its 95 % interval, and against its bar if it has one.</summary>
/// <param name="Name">Path-like, for example <c>rebel/share_of_optimum</c>.</param>
/// <param name="PerSeed">One value for every seed in the study's order; empty where the figure is computed without chance.</param>
/// <param name="Value">Mean with its interval; both ends equal the value where there is no chance.</param>
/// <param name="Verdict">Null without a bar.</param>
public sealed record StudyFigure(
    string Name, IReadOnlyList<double> PerSeed, MetricInterval Value, StudyBar? Bar, StudyVerdict? Verdict)
{
    /// <summary>A figure that no chance enters.</summary>
    public static StudyFigure Exact(string name, double value, StudyBar? bar = null) =>
        new(name, [], new(value, value, value, 1), bar, bar?.Judge(value, value));

    /// <summary>A figure with one value for every seed; interval by Student's t.</summary>
    public static StudyFigure Sampled(string name, IReadOnlyList<double> perSeed, StudyBar? bar = null)
    {
        var value = StudentInterval.Of(perSeed);
        return new(name, perSeed, value, bar, bar?.Judge(value.Low, value.High));
    }
}
