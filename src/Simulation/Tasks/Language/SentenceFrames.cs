namespace Forewarn.Simulation.Tasks.Language;

/// <summary>Sentences with <c>{slots}</c> that say the same; the two lists never overlap.</summary>
/// <param name="Train">Of training; of a narration the first is the canonical one.</param>
/// <param name="HeldOut">Training never uses them. Their words are words that training uses.</param>
public sealed record SentenceFrames(IReadOnlyList<string> Train, IReadOnlyList<string> HeldOut)
{
    public IReadOnlyList<string> Of(bool heldOut) => heldOut ? HeldOut : Train;
}
