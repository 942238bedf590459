namespace Forewarn.Evaluation.Statistics;

/// <summary>Answers whose confidence lies between <paramref name="From"/> and <paramref name="To"/>.</summary>
public sealed record CalibrationBin(double From, double To, double Confidence, double Accuracy, int Count);
