namespace Forewarn.Evaluation.Statistics;

/// <summary>Whether probabilities mean what they say.</summary>
/// <param name="Brier">Mean squared distance of probability and truth (Brier 1950); 0 is perfect.</param>
/// <param name="Error">Expected calibration error: mean distance of confidence and accuracy over the bins, by their counts.</param>
public sealed record CalibrationFigures(double Brier, double Error, int Count, IReadOnlyList<CalibrationBin> Bins)
{
    /// <param name="bins">Bins of equal width over [0, 1]; empty ones are left out of the result.</param>
    public static CalibrationFigures Of(IReadOnlyList<(double Confidence, bool IsTrue)> answers, int bins = 10)
    {
        var found = answers
            .GroupBy(a => Math.Clamp((int)(a.Confidence * bins), 0, bins - 1)).OrderBy(g => g.Key)
            .Select(g => new CalibrationBin(
                g.Key / (double)bins, (g.Key + 1) / (double)bins, g.Average(a => a.Confidence), g.Average(a => a.IsTrue ? 1 : 0), g.Count()))
            .ToArray();
        return new(
            answers.Average(a => (a.Confidence - (a.IsTrue ? 1 : 0)) * (a.Confidence - (a.IsTrue ? 1 : 0))),
            found.Sum(b => b.Count * Math.Abs(b.Confidence - b.Accuracy)) / answers.Count, answers.Count, found);
    }
}
