namespace Forewarn.Games;

/// <summary>
/// Two drivers at a crossing: both yield (6, 6), one yields (2, 7) or (7, 2), nobody does (0, 0). A traffic light is an equilibrium that no two independent
/// policies can express.
/// </summary>
public static class Chicken
{
    public const int Yield = 0, Go = 1;

    public static StageGame Game { get; } = new(new JointActions(2, 2), (agent, joint) => (joint >> 1, joint & 1) switch
    {
        (Yield, Yield) => 6,
        (Yield, Go) => agent == 0 ? 2 : 7,
        (Go, Yield) => agent == 0 ? 7 : 2,
        _ => 0,
    });
}
