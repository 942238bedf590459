using Forewarn.Learning.InverseRl.Methods;

namespace Forewarn.Learning.Imitation.Studies.Guitar;

/// <summary>A contestant on the beam.</summary>
/// <param name="Name">As in the figures.</param>
/// <param name="Row">Plug points of the loop; null = behavior cloning.</param>
internal sealed record BeamMethod(string Name, MethodRow? Row)
{
    public static IReadOnlyList<BeamMethod> All { get; } =
    [
        new("bc", null),
        new("mm", MethodRows.Find("mm")),
        new("filter", MethodRows.Find("filter")),
        new("hype", MethodRows.Find("hype")),
        new("guitar", MethodRows.Find("guitar")),
        new("guitar_roll_in", MethodRows.Find("guitar") with { Resets = ResetKind.CloneRollIn }),
    ];
}
