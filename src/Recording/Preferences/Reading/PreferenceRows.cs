namespace Forewarn.Recording;

/// <summary>What a preference file holds for a method, and what it does not.</summary>
public sealed record PreferenceRows
{
    /// <summary>Pairs of plans.</summary>
    public required IReadOnlyList<PreferenceRecord> Records { get; init; }

    /// <summary>Pairs of texts.</summary>
    public required IReadOnlyList<TextPreference> Texts { get; init; }

    /// <summary>Single completions with a label.</summary>
    public required IReadOnlyList<UnpairedPreference> Unpaired { get; init; }

    /// <summary>Rows that are not used, in the order of their lines.</summary>
    public required IReadOnlyList<PreferenceDrop> Dropped { get; init; }

    /// <summary>Rows that can be learned from.</summary>
    public int Usable => Records.Count + Texts.Count + Unpaired.Count;

    /// <summary>Rows of the file, blank lines left out.</summary>
    public int Count => Usable + Dropped.Count;
}
