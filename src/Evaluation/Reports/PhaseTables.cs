using Forewarn.Evaluation.Phases;

namespace Forewarn.Evaluation.Reports;

/// <summary>Tables of a study of phases.</summary>
public static class PhaseTables
{
    public static ReportTable Group(PhaseResults results, PhaseGroup group) => new(
        $"Wishes that came true: {group.Group}",
        ["phase", "base", "n", "steered", "n", "gain", "p"],
        [.. group.Parts.Select(part => (IReadOnlyList<string>)
        [
            part.Part, Figures.Interval(part.Base), $"{part.Base.Count}", Figures.Interval(part.Steered), $"{part.Steered.Count}",
            Figures.Signed(part.Gain), Figures.P(part.Test.PValue),
        ])],
        $"{results.Scenes} scenes, the same for both. A phase counts the scenes in which it was reached; gain and p are over those in which both "
        + "reached it. The whole counts every scene: each phase's wish must come true.");
}
