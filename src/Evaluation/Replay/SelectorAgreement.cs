using Forewarn.Core;

namespace Forewarn.Evaluation.Replay;

/// <summary>A selector beside what was executed.</summary>
/// <param name="Same">Share of decisions in which it would have executed the recorded mode.</param>
/// <param name="Foreseen">How often its mode is foreseen to end in each outcome, by the narrations.</param>
/// <param name="None">Decisions in which it would have executed nothing.</param>
public sealed record SelectorAgreement(string Selector, MetricInterval Same, IReadOnlyDictionary<string, int> Foreseen, int None);
