using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Language;

/// <summary>How a part is named, with its side where it has one.</summary>
internal static class PartFrames
{
    public static readonly string[] Side = ["{side} {part}", "{part} on the {side}", "{side} side of the {part}"];

    public const string Toward = " to the {side}";

    /// <param name="modes">Those of a part, or of one side of it.</param>
    /// <param name="seed">Source of the phrasing; null = the canonical one.</param>
    public static string Say(TaskLanguage language, int modes, Func<Synonyms, string> pick, SeedStream? seed)
    {
        var part = language.Parts.First(p => (language.ModesOf(p.Name) & modes) == modes);
        int all = language.ModesOf(part.Name);
        if (all == modes) return pick(part.Part!);
        string frame = seed is null || seed.Next(2) == 0 ? Side[0] : Side[1 + seed.Next(Side.Length - 1)];
        // The left side is the first of the two modes.
        bool left = modes < (all & ~modes);
        return SentenceFrame.Fill(frame, slot => pick(slot == "part" ? part.Part! : left ? SharedWords.Left : SharedWords.Right));
    }
}
