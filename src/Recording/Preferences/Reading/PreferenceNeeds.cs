using Forewarn.Core;

namespace Forewarn.Recording;

/// <summary>What a method asks of a row.</summary>
/// <param name="Method">Its name, as on the command line.</param>
/// <param name="Pairs">Two sides; without it, a single completion with its label will do.</param>
/// <param name="Ties">Ties are of use: a regression on reward differences takes them as a difference of 0.</param>
/// <param name="Rewards">Measured rewards of both sides.</param>
/// <param name="LogProbabilities">Log-probabilities of both sides under the policy that drew them.</param>
/// <param name="Futures">Both sides go on from one prefix, and one policy, the one that drew them, goes on after both.</param>
public sealed record PreferenceNeeds(
    string Method, bool Pairs = true, bool Ties = false, bool Rewards = false, bool LogProbabilities = false, bool Futures = false)
{
    /// <summary>Every method, those that ask least of a pair first.</summary>
    public static IReadOnlyList<PreferenceNeeds> All { get; } =
    [
        new("dpo"), new("ipo"), new("slic"), new("hypo"), new("reward"),
        new("rebel", Ties: true, Rewards: true, LogProbabilities: true),
        new("refuel", Ties: true, Rewards: true, LogProbabilities: true, Futures: true),
        new("spin", Pairs: false), new("sft", Pairs: false),
    ];

    /// <exception cref="ForewarnException">There is no such method, or it learns from no file.</exception>
    public static PreferenceNeeds Of(string method) =>
        All.FirstOrDefault(n => n.Method == method) ?? throw ForewarnException.Of(
            "method", $"'{method}'", string.Join(", ", All.Select(n => n.Method)),
            "Methods that draw their own plans read no preference file.", ExitCode.Usage);
}
