using System.Globalization;
using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Systems;

namespace Forewarn.Reachability.Problems;

/// <summary>
/// A car of constant speed and bounded turn rate, to be kept out of a disc at the origin. A disturbance of the turn rate, which acts before the
/// control does, takes its bound from the control's, so the closed form is that of the difference.
/// </summary>
public static class DubinsDiscProblem
{
    private const string Speed = "speed_m_s", Turn = "turn_rad_s", Push = "disturbance_rad_s", Radius = "radius_m";

    public static ProblemKind Kind { get; } = new("dubins", "a car of constant speed and bounded turn rate, and a disc at the origin",
        [
            new(Speed, 1, "speed"), new(Turn, 1.25, "largest turn rate"), new(Push, 0, "largest turn rate from outside"),
            new(Radius, 0.5, "radius of the disc"),
        ], Make);

    private static AvoidProblem Make(IReadOnlyDictionary<string, double> settings)
    {
        double speed = ProblemKind.Positive(settings, Speed), turn = ProblemKind.Positive(settings, Turn);
        double push = ProblemKind.NotNegative(settings, Push), radius = ProblemKind.Positive(settings, Radius);
        var exact = push < turn ? new DubinsDisc(speed, turn - push, radius) : null;
        return new(
            Kind.Name, settings,
            [new("x_m", -1.5, 1.5, 61), new("y_m", -1.5, 1.5, 61), new("heading_rad", -Math.PI, Math.PI, 60, Boundary.Periodic)], 1.5,
            new DubinsCar(speed, turn, push), x => Math.Sqrt(x[0] * x[0] + x[1] * x[1]) - radius,
            string.Create(CultureInfo.InvariantCulture, $"distance to a disc of {radius:R} m at the origin"))
        {
            Controls = ["turn_rad_s"],
            Disturbances = push > 0 ? ["turn_rad_s"] : [],
            DynamicsSettings = [Speed],
            Exact = exact is null ? null : (x, horizon) => exact.Value(x[0], x[1], x[2], horizon),
            IsJudged = x => x[0] * x[0] + x[1] * x[1] < 1.2 * 1.2,
        };
    }
}
