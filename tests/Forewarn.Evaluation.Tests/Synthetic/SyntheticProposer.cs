using Forewarn.Core;

namespace Forewarn.Evaluation.Tests.Synthetic;

/// <summary>Draws plans that close at the handle, at either rim or beside, with fixed shares.</summary>
internal sealed class SyntheticProposer : IActionProposer
{
    public ActionSpec Spec => SyntheticTask.Spec;

    public ValueTask<ActionProposals> ProposeAsync(ObservationHistory history, int count, SeedStream seed, CancellationToken deadline)
    {
        var values = new float[count * SyntheticTask.Steps * 5];
        for (int i = 0; i < count; i++) Plan(Draw(seed), history.Latest.State[0]).CopyTo(values, i * SyntheticTask.Steps * 5);
        return new(new ActionProposals(values, count, Spec));
    }

    public static double Draw(SeedStream seed)
    {
        double u = seed.NextDouble(), center = u < 0.15 ? 0 : u < 0.30 ? 0.08 : u < 0.45 ? -0.08 : 0.2;
        return center + 0.003 * seed.NextNormal();
    }

    public static float[] Plan(double d, double x)
    {
        var plan = new float[SyntheticTask.Steps * 5];
        for (int t = 0; t < SyntheticTask.Steps; t++)
        {
            plan[5 * t] = (float)(x + d);
            plan[5 * t + 4] = t < SyntheticTask.Closing ? 0.04f : 0;
        }
        return plan;
    }
}
