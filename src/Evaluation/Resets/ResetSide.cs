using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Resets;

/// <summary>One of the two futures of a pair.</summary>
/// <param name="Values">The whole plan that was executed, <c>[T, A]</c>, rows before the decision included.</param>
/// <param name="Truth">What it did in the simulator.</param>
/// <param name="Classes">The classifier's probabilities on the imagined future, <c>[C]</c>.</param>
/// <param name="Said">The narration of the imagined future.</param>
/// <param name="Likelihoods">The verifier's probability that it fulfills each wish, <c>[W]</c>.</param>
public sealed record ResetSide(float[] Values, PlanLabel Truth, float[] Classes, string Said, double[] Likelihoods);
