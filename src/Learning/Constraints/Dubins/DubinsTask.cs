using Forewarn.Core;
using Forewarn.Simulation.Tasks.Control;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>A task for a policy search: the car's state and behind it the present wish.</summary>
internal sealed class DubinsTask(DubinsWorld world, WishedTurns wishes)
    : AnalyticEnvironment("dubins-wishes", 5, 4, DubinsWorld.Steps, new("absolute", "base", 1 / DubinsWorld.Period, ["turn"]))
{
    protected override void Start(Span<double> values, SeedStream seed)
    {
        world.Start(values, seed);
        (values[3], values[4]) = wishes.Next(seed);
    }

    protected override double Advance(Span<double> values, ReadOnlySpan<double> control, SeedStream noise, out bool terminated)
    {
        double off = control[0] - values[3];
        world.Step(values[..3], control[0], values[..3]);
        if (--values[4] <= 0) (values[3], values[4]) = wishes.Next(noise);
        terminated = DubinsWorld.HasLeft(values);
        return -off * off;
    }

    protected override void Sense(ReadOnlySpan<double> values, Span<double> state) => values[..4].CopyTo(state);
}
