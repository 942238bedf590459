using Forewarn.Core;

namespace Forewarn.Simulation.Worlds;

/// <summary>
/// What a mediator knows of the doorway: where both robots are, whose turn it is, whether the other one has barged in. As soon as one is
/// through, turns and barging are forgotten, so that few situations remain.
/// </summary>
/// <param name="Zone0">Of robot 0.</param>
/// <param name="Zone1">Of robot 1.</param>
/// <param name="Token">Robot whose turn it is.</param>
/// <param name="Barged">Whether the other robot was in the door.</param>
public readonly record struct DoorwaySituation(DoorwayZone Zone0, DoorwayZone Zone1, int Token, bool Barged)
{
    private const int Zones = 6, Open = Zones * Zones * 4;

    /// <summary>Number of situations.</summary>
    public const int Count = Open + 2 * Zones + 1;

    /// <summary>Both are through.</summary>
    public const int Done = Count - 1;

    /// <summary>0 to <see cref="Count"/> - 1.</summary>
    public int Index => (Zone0, Zone1) switch
    {
        (DoorwayZone.Through, DoorwayZone.Through) => Done,
        (DoorwayZone.Through, _) => Open + (int)Zone1,
        (_, DoorwayZone.Through) => Open + Zones + (int)Zone0,
        _ => (((int)Zone0 * Zones + (int)Zone1) * 2 + Token) * 2 + (Barged ? 1 : 0),
    };

    /// <summary>Whether a robot is through.</summary>
    public bool Through(int robot) => (robot == 0 ? Zone0 : Zone1) == DoorwayZone.Through;

    /// <exception cref="ForewarnException">No such number.</exception>
    public static DoorwaySituation At(int index) => index switch
    {
        < 0 or >= Count => throw ForewarnException.Of("situation", $"{index}", $"0 to {Count - 1}", "Count again."),
        Done => new(DoorwayZone.Through, DoorwayZone.Through, 0, false),
        >= Open + Zones => new((DoorwayZone)(index - Open - Zones), DoorwayZone.Through, 0, false),
        >= Open => new(DoorwayZone.Through, (DoorwayZone)(index - Open), 0, false),
        _ => new((DoorwayZone)(index / 4 / Zones), (DoorwayZone)(index / 4 % Zones), index / 2 % 2, index % 2 == 1),
    };

    public override string ToString() => Index switch
    {
        Done => "both through",
        >= Open => $"{Name(Zone0)} / {Name(Zone1)}",
        _ => $"{Name(Zone0)} / {Name(Zone1)}, turn of {Token}{(Barged ? $", {1 - Token} barged" : "")}",
    };

    private static string Name(DoorwayZone zone) => zone.ToString().ToLowerInvariant();
}
