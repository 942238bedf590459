using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Phases;

/// <summary>How often wishes came true, by the base policies and steered.</summary>
/// <param name="Part">Name of a phase, or <see cref="Whole"/>.</param>
/// <param name="Base">Wilson interval over the scenes in which the base policies reached the phase.</param>
/// <param name="Steered">Over the scenes in which the steered episode reached it.</param>
/// <param name="Gain">Steered less base over the scenes in which both did, bootstrapped; null when there are none.</param>
/// <param name="Test">McNemar test over the same scenes: first is steered.</param>
public sealed record PhaseFigures(string Part, MetricInterval Base, MetricInterval Steered, MetricInterval? Gain, McNemarTest Test)
{
    /// <summary>The whole episode: every phase's wish came true, over all scenes.</summary>
    public const string Whole = "whole";
}
