using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Guarding;

/// <summary>What one way of choosing dispatched under one guard. Wishes of one scene share their plans: intervals are over scenes.</summary>
/// <param name="Wish">The wish, or null for all of them.</param>
/// <param name="Decisions">Scenes times wishes.</param>
/// <param name="Dispatched">Decisions in which some plan was executed.</param>
/// <param name="Doomed">Doomed plans that were dispatched.</param>
/// <param name="Failing">Failing plans that were dispatched.</param>
/// <param name="DoomedShare">Of the dispatched plans.</param>
/// <param name="FailingShare">Of the dispatched plans.</param>
/// <param name="DoomedScenes">Share of scenes in which a doomed plan was dispatched for any wish; Wilson interval.</param>
/// <param name="Success">Share of decisions whose plan fulfilled the wish and was neither failing nor doomed.</param>
/// <param name="Difference">Of success to the first guard, paired; null for that guard itself.</param>
/// <param name="PValue">Exact McNemar for one wish, sign-flip permutation over scenes for all.</param>
/// <param name="Discordant">Pairs in which only this guard (first) or only the first guard (second) succeeded.</param>
public sealed record DispatchFigures(
    string Chooser, string Guard, string? Wish, int Decisions, int Dispatched, int Doomed, int Failing, MetricInterval DoomedShare,
    MetricInterval FailingShare, MetricInterval DoomedScenes, MetricInterval Success, MetricInterval? Difference, double? PValue,
    McNemarTest? Discordant);
