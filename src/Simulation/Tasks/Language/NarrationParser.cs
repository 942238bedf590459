namespace Forewarn.Simulation.Tasks.Language;

/// <summary>
/// Reads a narration back by its key words, to score narrators. For evaluation only: at run time nothing but the verifier reads narrations.
/// </summary>
internal static class NarrationParser
{
    /// <returns>
    /// <see cref="TaskLabel.None"/> for what the sentence does not say; null when it names no outcome, or contradicts itself.
    /// </returns>
    public static TaskLabel? Parse(TaskLanguage language, string narration)
    {
        var words = TaskLanguage.Words(narration).ToHashSet();
        bool Says(Synonyms concept) => concept.All.Any(phrase => words.Contains(TaskLanguage.Words(phrase).Last()));

        string side = TaskLabel.None;
        if (language.HasSides)
        {
            var (left, right) = (Says(SharedWords.Left), Says(SharedWords.Right));
            if (left && right) return null;
            if (left || right) side = left ? TaskLanguage.Left : TaskLanguage.Right;
        }
        var named = language.Outcomes.Where(o => o.Part is { } part ? Says(part) : o.Keys.Any(words.Contains)).ToArray();
        if (named.Length != 1 || named[0] is { Succeeds: true, Sided: false } && side != TaskLabel.None) return null;

        var values = new List<string>();
        foreach (var attribute in language.Attributes)
        {
            var said = attribute.Values.Where(v => Says(v.Words)).ToArray();
            if (!TaskLanguage.Tells(named[0], attribute)) said = [];
            if (said.Length > 1) return null;
            values.Add(said.Length == 1 ? said[0].Name : TaskLabel.None);
        }
        return language.Label(named[0].Name, named[0].Sided ? side : TaskLabel.None, values);
    }
}
