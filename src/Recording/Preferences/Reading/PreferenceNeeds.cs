using Forewarn.Core;

namespace Forewarn.Recording;

/// <summary>What a method asks of a pair.</summary>
/// <param name="Method">Its name, as on the command line.</param>
/// <param name="Ties">Ties are of use: a regression on reward differences takes them as a difference of 0.</param>
/// <param name="Rewards">Measured rewards of both sides.</param>
/// <param name="LogProbabilities">
/// Log-probabilities of both sides under the policy that drew them: stored, or that policy is at hand and can be asked again.
/// </param>
/// <param name="Futures">Both sides go on from one prefix, and one policy, the one that drew them, goes on after both.</param>
public sealed record PreferenceNeeds(
    string Method, bool Ties = false, bool Rewards = false, bool LogProbabilities = false, bool Futures = false)
{
    /// <summary>The methods of <c>tune</c>, those that ask least of a pair first.</summary>
    public static IReadOnlyList<PreferenceNeeds> All { get; } =
    [
        new("dpo"), new("hypo"), new("spin"), new("distill"), new("online-dpo"), new("ppo"), new("rloo"), new("remax"),
        new("rebel", Ties: true, Rewards: true, LogProbabilities: true),
        new("refuel", Ties: true, Rewards: true, LogProbabilities: true, Futures: true),
    ];

    /// <exception cref="ForewarnException">There is no such method.</exception>
    public static PreferenceNeeds Of(string method) =>
        All.FirstOrDefault(n => n.Method == method) ?? throw ForewarnException.Of(
            "method", $"'{method}'", string.Join(", ", All.Select(n => n.Method)),
            "Name one of them.", ExitCode.Usage);
}
