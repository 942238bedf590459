using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>How the held part is named, with its side where it has one.</summary>
internal static class PartFrames
{
    public static readonly string[] Side = ["{side} {rim}", "{rim} on the {side}", "{side} side of the {rim}"];

    public const string Toward = " to the {side}";

    /// <param name="seed">Source of the phrasing; null = the canonical one.</param>
    public static string Say(CupModes part, Func<Synonyms, string> pick, SeedStream? seed)
    {
        if (part == CupModes.Handle) return pick(CupVocabulary.Handle);
        if (part == CupModes.Body) return pick(CupVocabulary.Body);
        if (part == CupModes.Rim) return pick(CupVocabulary.Rim);
        string frame = seed is null || seed.Next(2) == 0 ? Side[0] : Side[1 + seed.Next(Side.Length - 1)];
        return SentenceFrame.Fill(frame, slot => slot == "rim" ? pick(CupVocabulary.Rim)
            : pick(part == CupModes.RimLeft ? CupVocabulary.Left : CupVocabulary.Right));
    }
}
