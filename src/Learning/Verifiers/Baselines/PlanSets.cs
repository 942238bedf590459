using Forewarn.Core;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Draws sets of recorded plans of one task for a wish, in the same shares of accepted, refused and nearly accepted plans as the
/// choices among narrations (<see cref="ChoiceExample"/>); the labels decide what the wish accepts.
/// </summary>
public sealed class PlanSets
{
    private const int MostTries = 1000;

    private readonly TaskLanguage _language;
    private readonly IReadOnlyList<TaskLabel> _labels;
    private readonly int[] _episodes;
    private readonly Dictionary<TaskLabel, int[]> _alike;

    /// <param name="labels">Labels of all episodes.</param>
    /// <param name="episodes">Those that may be drawn.</param>
    public PlanSets(TaskLanguage language, IReadOnlyList<TaskLabel> labels, int[] episodes)
    {
        (_language, _labels, _episodes) = (language, labels, episodes);
        _alike = episodes.GroupBy(e => language.Said(labels[e])).ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <returns>
    /// The choice, with canonical narrations that a direct chooser is not shown, and the episode of each option.
    /// </returns>
    /// <exception cref="ForewarnException">The episodes lack plans that succeed, or plans that do not.</exception>
    public (ChoiceExample Example, int[] Episodes) Sample(LanguageSplit split, int options, SeedStream seed)
    {
        for (int tries = 0; tries < MostTries; tries++)
        {
            var wanted = ChoiceExample.Sample(_language, split, options, seed);
            int[] drawn = [.. wanted.Labels.Select(label => Draw(wanted.Wish.Meaning, label, seed))];
            if (drawn.Contains(-1)) continue;
            TaskLabel[] labels = [.. drawn.Select(e => _labels[e])];
            return (new(wanted.Wish, [.. labels.Select(_language.Canonical)], labels), drawn);
        }
        throw ForewarnException.Of("recorded plans", $"{_episodes.Length} that give no choice for {MostTries} wishes in a row",
            "some that succeed and some that do not", "Collect more episodes.", ExitCode.Usage);
    }

    /// <summary>An episode of which the same is said; where there is none, one that the wish judges alike; or -1.</summary>
    private int Draw(WishMeaning meaning, TaskLabel label, SeedStream seed)
    {
        bool accepted = meaning.Accepts(label);
        if (!_alike.TryGetValue(_language.Said(label), out var from))
            from = [.. _episodes.Where(e => meaning.Accepts(_labels[e]) == accepted)];
        return from.Length == 0 ? -1 : from[seed.Next(from.Length)];
    }
}
