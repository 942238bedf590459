using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Asking;

/// <summary>Plans of one text as one option.</summary>
/// <param name="Chance">Probability that the reader gave it.</param>
/// <param name="Mode">The plan that would be executed: the surest narration.</param>
/// <param name="Truth">What executing it does.</param>
internal sealed record AskingOption(string Text, double Chance, int Mode, PlanLabel Truth);
