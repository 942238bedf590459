using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Systems;

namespace Forewarn.Reachability.Problems;

/// <summary>A double integrator to be kept from going behind x = 0.</summary>
public static class WallProblem
{
    private const string Acceleration = "acceleration_m_s2", Push = "disturbance_m_s2";

    public static ProblemKind Kind { get; } = new("double-integrator", "bounded acceleration along a line, and a wall at x = 0",
        [new(Acceleration, 1, "largest acceleration"), new(Push, 0, "largest acceleration from outside")], Make);

    private static AvoidProblem Make(IReadOnlyDictionary<string, double> settings)
    {
        double acceleration = ProblemKind.Positive(settings, Acceleration), push = ProblemKind.NotNegative(settings, Push);
        var exact = push < acceleration ? new DoubleIntegratorWall(acceleration - push) : null;
        return new(
            Kind.Name, settings, [new("x_m", -1, 5, 101), new("v_m_s", -3, 3, 101)], 3, new DoubleIntegrator(acceleration, push), x => x[0],
            "x above 0")
        {
            Controls = ["acceleration_m_s2"],
            Disturbances = push > 0 ? ["acceleration_m_s2"] : [],
            Exact = exact is null ? null : (x, horizon) => exact.Value(x[0], x[1], horizon),
            IsJudged = x => x[0] is > -0.5 and < 3.5 && Math.Abs(x[1]) < 2,
        };
    }
}
