namespace Forewarn.Evaluation.Monitoring;

/// <summary>Likelihood over the frames of many plans.</summary>
/// <param name="Mean">Per frame.</param>
/// <param name="Low">Lower quartile per frame.</param>
/// <param name="High">Upper quartile per frame.</param>
/// <param name="Count">Plans (times wishes).</param>
public sealed record ScoreCurve(double[] Mean, double[] Low, double[] High, int Count);
