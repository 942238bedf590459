namespace Forewarn.Learning.Studies;

/// <summary>What a figure must reach, set before it was measured; either end may be open.</summary>
public sealed record StudyBar(double? AtLeast = null, double? AtMost = null)
{
    /// <summary>A known answer and how far from it still counts.</summary>
    public static StudyBar Near(double answer, double tolerance) => new(answer - tolerance, answer + tolerance);

    /// <param name="low">Lower end of a figure's interval; its value where the figure is exact.</param>
    /// <param name="high">Upper end.</param>
    public StudyVerdict Judge(double low, double high)
    {
        double least = AtLeast ?? double.NegativeInfinity, most = AtMost ?? double.PositiveInfinity;
        if (low >= least && high <= most) return StudyVerdict.Supported;
        return high < least || low > most ? StudyVerdict.NotSupported : StudyVerdict.Inconclusive;
    }
}
