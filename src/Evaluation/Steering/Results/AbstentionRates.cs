using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>How often "none of these" is answered; intervals are over scenes.</summary>
/// <param name="OnUnfit">When no offered plan fulfills the wish: should be high.</param>
/// <param name="OnGood">When some offered plan does: should be low.</param>
public sealed record AbstentionRates(string Group, MetricInterval OnUnfit, MetricInterval OnGood);
