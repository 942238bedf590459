namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>
/// Reads a narration back by its key words, to score narrators. For evaluation only: at run time nothing but the
/// verifier reads narrations.
/// </summary>
public static class NarrationParser
{
    private static readonly (CupOutcome Outcome, string[] Keys)[] Failures =
    [
        (CupOutcome.Miss, ["misses", "reach", "passes", "fails", "beside", "air"]),
        (CupOutcome.Knock, ["knocks", "tips", "pushes", "topples", "falls"]),
        (CupOutcome.Slip, ["slips", "slides", "drops"]),
    ];

    private static readonly (CupOutcome Outcome, Synonyms Part)[] Parts =
    [
        (CupOutcome.Handle, CupVocabulary.Handle), (CupOutcome.Rim, CupVocabulary.Rim), (CupOutcome.Body, CupVocabulary.Body),
    ];

    /// <returns>Null when the sentence names no outcome, or contradicts itself.</returns>
    public static ParsedNarration? Parse(string narration)
    {
        var words = CupGrammar.Words(narration).ToHashSet();
        bool Says(Synonyms concept) => concept.All.Any(phrase => words.Contains(CupGrammar.Words(phrase).Last()));

        var (left, right) = (Says(CupVocabulary.Left), Says(CupVocabulary.Right));
        if (left && right) return null;
        var side = left ? CupSide.Left : right ? CupSide.Right : CupSide.None;

        var failures = Failures.Where(f => f.Keys.Any(words.Contains)).Select(f => f.Outcome).ToArray();
        var held = Parts.Where(p => Says(p.Part)).Select(p => p.Outcome).ToArray();
        if (failures.Length + held.Length != 1) return null;
        if (failures.Length == 1)
            return new(failures[0], failures[0] == CupOutcome.Knock ? side : CupSide.None, null, null);

        var (slow, fast) = (Says(CupVocabulary.Slow), Says(CupVocabulary.Fast));
        var (upright, tilted) = (Says(CupVocabulary.Upright), Says(CupVocabulary.Tilted));
        if ((slow && fast) || (upright && tilted) || (held[0] != CupOutcome.Rim && side != CupSide.None)) return null;
        return new(held[0], side,
            slow ? CupSpeed.Slow : fast ? CupSpeed.Fast : null, upright ? CupTilt.Upright : tilted ? CupTilt.Tilted : null);
    }
}
