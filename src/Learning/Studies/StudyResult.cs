namespace Forewarn.Learning.Studies;

/// <summary>Everything a study found.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Claim">What was tried, in one line.</param>
/// <param name="Seeds">Root seeds of the reported runs.</param>
/// <param name="Settings">Sizes, learning rates and how they were chosen; enough to run it again elsewhere.</param>
/// <param name="Figures">In reading order; those without a bar are context.</param>
/// <param name="Remarks">What a reader must know to judge the figures fairly.</param>
public sealed record StudyResult(
    string Study, string Claim, IReadOnlyList<ulong> Seeds, IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<StudyFigure> Figures, IReadOnlyList<string> Remarks)
{
    /// <summary>The worst verdict among the figures that have a bar.</summary>
    public StudyVerdict Verdict => Figures.Max(f => f.Verdict) ?? StudyVerdict.Inconclusive;

    /// <summary>The figure of that name.</summary>
    public StudyFigure this[string figure] => Figures.First(f => f.Name == figure);
}
