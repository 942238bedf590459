using Forewarn.Core;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Cup.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Draws sets of recorded plans for a wish, in the same shares of accepted, refused and nearly accepted plans as the
/// choices among narrations (<see cref="ChoiceExample"/>); the labels decide what the wish accepts.
/// </summary>
public sealed class PlanSets
{
    private const int MostTries = 1000;

    private readonly IReadOnlyList<CupLabel> _labels;
    private readonly int[] _episodes;
    private readonly Dictionary<ParsedNarration, int[]> _alike;

    /// <param name="labels">Labels of all episodes.</param>
    /// <param name="episodes">Those that may be drawn.</param>
    public PlanSets(IReadOnlyList<CupLabel> labels, int[] episodes)
    {
        (_labels, _episodes) = (labels, episodes);
        _alike = episodes.GroupBy(e => ParsedNarration.Of(labels[e])).ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <returns>
    /// The choice, with canonical narrations that a direct chooser is not shown, and the episode of each option.
    /// </returns>
    /// <exception cref="ForewarnException">The episodes lack plans that hold the mug, or plans that do not.</exception>
    public (ChoiceExample Example, int[] Episodes) Sample(LanguageSplit split, int options, SeedStream seed)
    {
        for (int tries = 0; tries < MostTries; tries++)
        {
            var wanted = ChoiceExample.Sample(split, options, seed);
            int[] drawn = [.. wanted.Labels.Select(label => Draw(wanted.Wish.Meaning, label, seed))];
            if (drawn.Contains(-1)) continue;
            CupLabel[] labels = [.. drawn.Select(e => _labels[e])];
            return (new(wanted.Wish, [.. labels.Select(CupGrammar.Canonical)], labels), drawn);
        }
        throw ForewarnException.Of("recorded plans", $"{_episodes.Length} that give no choice for {MostTries} wishes in a row",
            "some that hold the mug and some that do not", "Collect more episodes.", ExitCode.Usage);
    }

    /// <summary>An episode of which the same is said; where there is none, one that the wish judges alike; or -1.</summary>
    private int Draw(WishMeaning meaning, CupLabel label, SeedStream seed)
    {
        bool accepted = meaning.Accepts(label);
        if (!_alike.TryGetValue(ParsedNarration.Of(label), out var from))
            from = [.. _episodes.Where(e => meaning.Accepts(_labels[e]) == accepted)];
        return from.Length == 0 ? -1 : from[seed.Next(from.Length)];
    }
}
