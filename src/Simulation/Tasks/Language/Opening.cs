using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Language;

/// <summary>
/// A polite beginning of a clause. It stands before requests and refusals alike, so that it says nothing about which of
/// the two follows.
/// </summary>
/// <param name="Bare">Whether a bare infinitive follows, which is negated by "not" alone, instead of an imperative.</param>
/// <param name="Asks">Whether training puts it before requests.</param>
/// <param name="Refuses">Whether training puts it before refusals.</param>
internal sealed record Opening(string Text, bool Bare = true, bool Asks = true, bool Refuses = true)
{
    /// <summary>
    /// Those that training uses one way only are made of words that it uses both ways: the other way tests whether the
    /// whole is understood from its words.
    /// </summary>
    public static readonly IReadOnlyList<Opening> All =
    [
        new("please", Bare: false), new("now", Bare: false), new("this time", Bare: false),
        new("could you"), new("can you"), new("would you"), new("could you please"), new("i want you to"),
        new("i would like you to"), new("you should"), new("make sure to"), new("try to"),
        new("can you please", Asks: false), new("please try to", Asks: false),
        new("would you please", Refuses: false), new("please make sure to", Refuses: false),
    ];

    private static readonly string[] Imperative = ["do not", "don't", "never"];
    private static readonly string[] Infinitive = ["not", "not", "never"];

    /// <summary>Words that negate the verb behind an opening, or behind none.</summary>
    public static IReadOnlyList<string> Negations(Opening? opening) => opening is { Bare: true } ? Infinitive : Imperative;

    /// <summary>An opening that training puts before such a clause, or one that it never does.</summary>
    public static Opening Draw(bool refusal, bool heldOut, SeedStream seed)
    {
        var pool = All.Where(o => (refusal ? o.Refuses : o.Asks) != heldOut).ToArray();
        return pool[seed.Next(pool.Length)];
    }
}
