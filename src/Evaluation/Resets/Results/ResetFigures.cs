using Forewarn.Core;

namespace Forewarn.Evaluation.Resets;

/// <summary>
/// How well one source knows the difference of two futures. With <c>d</c> the difference of reward-to-go in the simulator
/// (-1, 0 or 1) and <c>e</c> the source's own:
/// </summary>
/// <param name="Judge">What turned a future into a reward.</param>
/// <param name="Bias">
/// Mean of <c>|e| - sign(e) d</c>: by how much the future that looks better is overrated. Which side stands first is
/// arbitrary, so the plain mean of <c>e - d</c> would be 0.
/// </param>
/// <param name="MeanAbsoluteError">Mean of <c>|e - d|</c>.</param>
/// <param name="SignAgreement">Among pairs with <c>d</c> not 0: the sign of <c>e</c> is that of <c>d</c>; an <c>e</c> of 0 does not agree.</param>
/// <param name="Correlation">Of <c>e</c> and <c>d</c> about zero, <c>sum(e d) / sqrt(sum(e^2) sum(d^2))</c>.</param>
/// <param name="ValueBias">Mean error of the reward-to-go of single futures.</param>
public sealed record ResetFigures(
    ResetSource Source, string Judge, MetricInterval Bias, MetricInterval MeanAbsoluteError, MetricInterval SignAgreement,
    MetricInterval Correlation, MetricInterval ValueBias);
