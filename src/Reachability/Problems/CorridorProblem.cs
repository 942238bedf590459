using System.Globalization;
using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Systems;

namespace Forewarn.Reachability.Problems;

/// <summary>A double integrator to be kept between two walls.</summary>
public static class CorridorProblem
{
    private const string Acceleration = "acceleration_m_s2", Half = "half_width_m";

    public static ProblemKind Kind { get; } = new("corridor", "bounded acceleration along a line, between two walls",
        [new(Acceleration, 1, "largest acceleration"), new(Half, 1, "half the distance between the walls")], Make);

    private static AvoidProblem Make(IReadOnlyDictionary<string, double> settings)
    {
        double acceleration = ProblemKind.Positive(settings, Acceleration), half = ProblemKind.Positive(settings, Half);
        var exact = new DoubleIntegratorCorridor(acceleration, half);
        double fastest = 1.5 * Math.Sqrt(2 * acceleration * 2 * half);
        return new(
            Kind.Name, settings, [new("x_m", -1.5 * half, 1.5 * half, 101), new("v_m_s", -fastest, fastest, 101)], fastest / acceleration,
            new DoubleIntegrator(acceleration), x => half - Math.Abs(x[0]),
            string.Create(CultureInfo.InvariantCulture, $"x within {half:R} m of 0"))
        {
            Controls = ["acceleration_m_s2"],
            Exact = (x, horizon) => exact.Value(x[0], x[1], horizon),
            IsJudged = x => Math.Abs(x[0]) < 1.2 * half && Math.Abs(x[1]) < fastest / 1.5,
        };
    }
}
