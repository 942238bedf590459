namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>What to record of the cup task.</summary>
public sealed record CupCollectionOptions
{
    public CupOptions Task { get; init; } = new();

    /// <summary>
    /// <c>scenes</c> (first frames only), <c>demos</c> (the policy's demonstrations), <c>play</c> (everything a
    /// demonstrator can do, right or wrong) or <c>rollouts</c> (plans drawn from a policy).
    /// </summary>
    public string Kind { get; init; } = "play";

    public int Count { get; init; } = 100;

    public ulong Seed { get; init; } = 1;

    public int Workers { get; init; } = 1;

    /// <summary>
    /// Share of each script in the demonstrations. Every wished mode needs 0.25 to 0.50: base success is share times
    /// fidelity, and a rarer mode cannot be drawn reliably.
    /// </summary>
    public IReadOnlyDictionary<CupScript, double> DemoMix { get; init; } = new Dictionary<CupScript, double>
    {
        [CupScript.Handle] = 0.29, [CupScript.RimLeft] = 0.17, [CupScript.RimRight] = 0.17, [CupScript.Body] = 0.27,
        [CupScript.Slip] = 0.06, [CupScript.Knock] = 0.04,
    };

    /// <summary>Share of each script in play.</summary>
    public IReadOnlyDictionary<CupScript, double> PlayMix { get; init; } = new Dictionary<CupScript, double>
    {
        [CupScript.Handle] = 0.15, [CupScript.RimLeft] = 0.08, [CupScript.RimRight] = 0.08, [CupScript.Body] = 0.14,
        [CupScript.Slip] = 0.12, [CupScript.Knock] = 0.11, [CupScript.Miss] = 0.32,
    };
}
