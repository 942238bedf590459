using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Policies;

/// <summary>How one policy did without steering.</summary>
/// <param name="Policy">Name of the package.</param>
/// <param name="Sha256">Of its graph.</param>
/// <param name="Success">Share of draws that fulfill the wish; interval over scenes.</param>
/// <param name="Gain">Less the first policy's, paired; null for the first.</param>
/// <param name="Test">McNemar test of that gain over all draws; null for the first.</param>
/// <param name="PerSeed">Success by evaluation seed.</param>
/// <param name="Outcomes">Share of every outcome.</param>
public sealed record PolicyFigures(
    string Policy, string Sha256, MetricInterval Success, MetricInterval? Gain, McNemarTest? Test,
    IReadOnlyDictionary<ulong, double> PerSeed, IReadOnlyDictionary<string, double> Outcomes);
