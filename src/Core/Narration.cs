namespace Forewarn.Core;

/// <summary>What the verifier says a plan will do.</summary>
/// <param name="Mode">Index of the plan among the <c>K</c> modes.</param>
/// <param name="Text">One sentence.</param>
/// <param name="LogProbability">Mean log-probability per token of the sentence, natural logarithm.</param>
public sealed record Narration(int Mode, string Text, double LogProbability);
