namespace Forewarn.Learning.Preferences.Studies;

/// <summary>A method as the bandit study runs it, with what is chosen for it.</summary>
/// <param name="Knob">Name of the one setting it has of its own; null = none.</param>
/// <param name="Knobs">Values of it to choose among.</param>
/// <param name="Objective">Given that value.</param>
/// <param name="KlInReward">Online DPO has the KL in its loss, all others in the reward.</param>
internal sealed record BanditMethod(
    string Name, string? Knob, double[] Knobs, Func<double, IOnlineObjective> Objective, bool KlInReward = true)
{
    public static IReadOnlyList<BanditMethod> All { get; } =
    [
        new("rebel", "eta", [1, 3], eta => new RebelObjective(eta)),
        new("ppo", "clip", [0.2, 0.5], clip => new PpoObjective(clip)),
        new("rloo", null, [0], _ => new RlooObjective()),
        new("remax", null, [0], _ => new ReMaxObjective()),
        new("online_dpo", "beta", [0.1, 0.4], beta => new OnlineDpoObjective(new DpoOptions { Beta = beta }), KlInReward: false),
    ];
}
