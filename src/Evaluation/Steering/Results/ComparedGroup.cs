using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>A group of wishes in two runs.</summary>
/// <param name="Wishes">How many.</param>
/// <param name="First">Share that came true in the first run, mean over scenes with a bootstrap interval; second likewise.</param>
/// <param name="Difference">First minus second, paired by scene.</param>
/// <param name="PValue">Sign-flip permutation over scenes, two-sided.</param>
public sealed record ComparedGroup(string Group, int Wishes, MetricInterval First, MetricInterval Second, MetricInterval Difference, double PValue);
