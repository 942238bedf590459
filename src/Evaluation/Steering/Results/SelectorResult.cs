using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>How one selector did on one wish, or on all wishes of a group.</summary>
/// <param name="Successes">Choices whose execution fulfilled the wish.</param>
/// <param name="Success">Share of them; Wilson interval for one wish, bootstrap over scenes for a group.</param>
/// <param name="BySeed">Share per evaluation seed.</param>
/// <param name="Unasked">Share of successes in which the selector neither asked nor refused.</param>
/// <param name="Rejected">Share of choices that did what the wish rules out.</param>
/// <param name="Asked">Choices that would have asked the person.</param>
/// <param name="None">Choices that found no plan suitable.</param>
/// <param name="Unreadable">Wishes that could not be read.</param>
/// <param name="DifferenceToBase">
/// Paired difference of success with a bootstrap interval over scenes; null without a base.
/// </param>
/// <param name="PValue">Exact two-sided McNemar p for one wish, sign-flip permutation over scenes for a group.</param>
/// <param name="AgainstBase">The discordant pairs; null for groups, whose pairs are not independent.</param>
/// <param name="GapToOracle">
/// Success of the oracle on the same candidates minus this one's, paired, bootstrap over scenes; null without an oracle.
/// </param>
public sealed record SelectorResult(
    string Selector, int Successes, MetricInterval Success, IReadOnlyDictionary<ulong, double> BySeed, double Unasked,
    double Rejected, int Asked, int None, int Unreadable, MetricInterval? DifferenceToBase, double? PValue,
    McNemarTest? AgainstBase, MetricInterval? GapToOracle = null);
