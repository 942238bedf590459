using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// Two wishes of one sentence that name different parts, in the scenes whose modes really fulfill both.
/// </summary>
/// <param name="Flipped">Share in which the two wishes got different plans.</param>
/// <param name="Followed">Share in which the plan chosen for <paramref name="To"/> also did what it accepts.</param>
public sealed record FlipPair(string From, string To, MetricInterval Flipped, MetricInterval Followed);
