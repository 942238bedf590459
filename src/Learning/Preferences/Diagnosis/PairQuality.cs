using Forewarn.Core;
using Forewarn.Learning.Preferences.Roads;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>How well scores agree with labels of held-out pairs.</summary>
/// <param name="Accuracy">Share of pairs whose chosen plan has the higher score; Wilson interval.</param>
/// <param name="LogLoss">Bradley-Terry log-loss, nats per pair; ln 2 = 0.693 for a scorer that knows nothing.</param>
public sealed record PairQuality(string Scorer, MetricInterval Accuracy, MetricInterval LogLoss)
{
    /// <param name="margins">Score of the chosen plan minus that of the rejected one.</param>
    public static PairQuality Of(string scorer, IReadOnlyCollection<double> margins) => new(
        scorer, MetricInterval.OfShare(margins.Count(m => m > 0), margins.Count),
        MetricInterval.OfMean([.. margins.Select(BradleyTerry.NegativeLogSigmoid)]));
}
