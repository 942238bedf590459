using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Language;

/// <summary>Says labels, and draws them.</summary>
internal static class NarrationGrammar
{
    private const double Successes = 0.66;

    public static string Canonical(TaskLanguage language, TaskLabel label) =>
        Say(language, language.Outcome(label.Outcome).Narrations.Train[0], label, c => c.Canonical, null);

    public static string Narrate(TaskLanguage language, TaskLabel label, LanguageSplit split, SeedStream seed)
    {
        var frames = language.Outcome(label.Outcome).Narrations.Of(split == LanguageSplit.Template);
        return Say(language, frames[seed.Next(frames.Count)], label, c => c.Pick(split, seed), seed);
    }

    public static TaskLabel SampleLabel(TaskLanguage language, SeedStream seed)
    {
        var outcome = SampleOutcome(language, seed.NextDouble());
        string side = !outcome.Sided ? TaskLabel.None : seed.Next(2) == 0 ? TaskLanguage.Left : TaskLanguage.Right;
        return language.Label(outcome.Name, side, [.. language.Attributes.Select(a => a.Values[seed.Next(a.Values.Count)].Name)]);
    }

    private static TaskOutcome SampleOutcome(TaskLanguage language, double at)
    {
        double sum = 0;
        int parts = language.Parts.Count;
        foreach (var outcome in language.Outcomes)
        {
            sum += outcome.Share ?? (outcome.Succeeds ? Successes / parts : (1 - Successes) / (language.Outcomes.Count - parts));
            if (at < sum) return outcome;
        }
        return language.Outcomes[^1];
    }

    private static string Say(TaskLanguage language, string frame, TaskLabel label, Func<Synonyms, string> pick, SeedStream? seed) =>
        SentenceFrame.Fill(frame, slot => slot switch
        {
            "part" => PartFrames.Say(language, language.ModesOf(label), pick, seed),
            "to" => label[TaskLanguage.Side] is var side && side == TaskLabel.None ? ""
                : SentenceFrame.Fill(PartFrames.Toward, _ => pick(language.Concepts[side])),
            _ => pick(language.Concepts[language.Attributes.Any(a => a.Name == slot) ? label[slot] : slot]),
        });
}
