using Forewarn.Learning.Preferences.Worlds;

namespace Forewarn.Learning.Preferences.Studies.Language;

/// <summary>A method as the language study runs it. All draw the same number of samples a round.</summary>
/// <param name="Epochs">Updates on the samples of one round.</param>
/// <param name="Compares">
/// The method learns from which of two samples is better, so it gets noisy comparisons in place of rewards, and its KL
/// divergence belongs to the loss.
/// </param>
internal sealed record LanguageMethod(
    string Name, Func<SyntheticLanguage, IOnlineObjective> Objective, int PerPrompt = 2, int Epochs = 4, bool Compares = false)
{
    /// <summary>
    /// Estimates of the policy gradient get one update a round: they hold for the policy that drew the samples, and have
    /// nothing that would correct for its having moved.
    /// </summary>
    public static IReadOnlyList<LanguageMethod> All { get; } =
    [
        new("rebel", _ => new RebelObjective(eta: 1)),
        new("ppo", _ => new PpoObjective()),
        new("rloo", _ => new RlooObjective(), Epochs: 1),
        new("remax", _ => new ReMaxObjective(), PerPrompt: 1, Epochs: 1),
        new("online_dpo", language => new OnlineDpoObjective(new() { Beta = language.Beta }), Compares: true),
    ];
}
