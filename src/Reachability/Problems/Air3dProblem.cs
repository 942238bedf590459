using System.Globalization;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Systems;

namespace Forewarn.Reachability.Problems;

/// <summary>Two vehicles of the same speed; one must not come near, the other wants it to (Mitchell, Bayen, Tomlin 2005). No closed form.</summary>
public static class Air3dProblem
{
    private const string Speed = "speed", Turn = "turn", Radius = "radius";

    public static ProblemKind Kind { get; } = new("air3d", "an evader and a pursuer that turn at bounded rates, as the evader sees it",
        [
            new(Speed, 5, "speed of both"), new(Turn, 1, "largest turn rate of both, rad/s"), new(Radius, 5, "distance that is a collision"),
        ], Make);

    private static AvoidProblem Make(IReadOnlyDictionary<string, double> settings)
    {
        double speed = ProblemKind.Positive(settings, Speed), turn = ProblemKind.Positive(settings, Turn);
        double radius = ProblemKind.Positive(settings, Radius);
        return new(
            Kind.Name, settings,
            [new("ahead", -6, 20, 51), new("aside", -10, 10, 40), new("heading_rad", 0, 2 * Math.PI, 50, Boundary.Periodic)], 2.8,
            new Air3d(speed, turn, turn), x => Math.Sqrt(x[0] * x[0] + x[1] * x[1]) - radius,
            string.Create(CultureInfo.InvariantCulture, $"further apart than {radius:R}"))
        {
            Controls = ["evader_turn_rad_s"],
            Disturbances = ["pursuer_turn_rad_s"],
            DynamicsSettings = [Speed],
        };
    }
}
