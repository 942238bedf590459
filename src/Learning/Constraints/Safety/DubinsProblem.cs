using Forewarn.Core;
using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Systems;

namespace Forewarn.Learning.Constraints.Safety;

/// <summary>The Dubins car against a disc: three turn rates, states uniform in a box, exact arcs over a period.</summary>
/// <param name="Half">Half the width of the box, m.</param>
/// <param name="Period">s.</param>
public sealed record DubinsProblem(DubinsDisc Car, double Half = 1.5, double Period = 0.05) : ISafetyProblem
{
    public int StateSize => 3;

    public int FeatureSize => 4;

    public int ActionCount => 3;

    public void Draw(Span<double> state, SeedStream seed)
    {
        state[0] = seed.Uniform(-Half, Half);
        state[1] = seed.Uniform(-Half, Half);
        state[2] = seed.Uniform(-Math.PI, Math.PI);
    }

    public void Step(ReadOnlySpan<double> state, int action, Span<double> next) =>
        new DubinsCar(Car.Speed, Car.TurnRate).Advance(state, (action - 1) * Car.TurnRate, Period, next);

    public double Margin(ReadOnlySpan<double> state) => Math.Sqrt(state[0] * state[0] + state[1] * state[1]) - Car.Radius;

    public void Features(ReadOnlySpan<double> state, Span<float> features)
    {
        (features[0], features[1]) = ((float)state[0], (float)state[1]);
        (features[2], features[3]) = ((float)Math.Cos(state[2]), (float)Math.Sin(state[2]));
    }
}
