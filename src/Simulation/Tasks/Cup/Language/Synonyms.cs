namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>
/// Words for one concept. The first training word is the canonical one.
/// </summary>
/// <param name="Train">Used in training wishes and training choices.</param>
/// <param name="HeldOut">Training explains them by definition and paraphrase only.</param>
public sealed record Synonyms(IReadOnlyList<string> Train, IReadOnlyList<string> HeldOut)
{
    public string Canonical => Train[0];

    public IEnumerable<string> All => Train.Concat(HeldOut);
}
