namespace Forewarn.Learning.Preferences.Studies.Language;

/// <summary>What every method of the language study may spend.</summary>
internal sealed record LanguageBudget
{
    public int Rounds { get; init; } = 200;

    /// <summary>Sentences per round.</summary>
    public int Samples { get; init; } = 256;

    /// <summary>Learning rates to choose from.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [1e-3, 3e-3, 1e-2];

    /// <summary>Seeds of the choice; no reported run has them.</summary>
    public IReadOnlyList<ulong> ChoiceSeeds { get; init; } = [1001, 1002];

    /// <summary>Rounds after which a run is judged.</summary>
    public IReadOnlyList<int> Looks { get; init; } = [25, 50, 100, 200];
}
