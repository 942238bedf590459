using Forewarn.Core;

namespace Forewarn.Evaluation.Replay;

/// <summary>What is foreseen for one recorded plan when it is imagined again.</summary>
/// <param name="Mass">Share of the policy's samples.</param>
/// <param name="Safe">Whether the guard lets it be executed.</param>
/// <param name="Confidence">Mean probability per token of the narration.</param>
/// <param name="Score">Probability of the choice; NaN where nothing was chosen.</param>
/// <param name="Class">What the outcome classifier expects; empty without one.</param>
/// <param name="Disagreement">Mean over the imagined steps, in latent units.</param>
/// <param name="Hazard">What a guard that looks ahead foresees now; null without one.</param>
public sealed record ReplayedMode(
    double Mass, bool Safe, string Narration, double Confidence, double Score, string Class, double Disagreement,
    PlanHazard? Hazard = null);
