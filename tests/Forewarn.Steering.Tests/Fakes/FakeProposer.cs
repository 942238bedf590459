using Forewarn.Core;

namespace Forewarn.Steering.Tests;

internal sealed class FakeProposer(Rig rig) : IActionProposer
{
    public ActionSpec Spec => Rig.Spec;

    public ValueTask<ActionProposals> ProposeAsync(
        ObservationHistory history, int count, SeedStream seed, CancellationToken deadline)
    {
        lock (rig.Draws) rig.Draws.Add((count, seed.Key));
        return rig.Answer(rig.Proposer, deadline,
            () => Draw(count, seed),
            () => new(Enumerable.Repeat(float.NaN, count * Rig.Steps * 5).ToArray(), count, Spec),
            () => new(new float[count * 3 * 5], count, Spec));
    }

    private ActionProposals Draw(int count, SeedStream seed)
    {
        var values = new float[count * Rig.Steps * 5];
        for (int n = 0; n < count; n++)
        {
            double u = seed.NextDouble(), sum = 0;
            int place = 0;
            while (place < 5 && (sum += rig.Mix[place]) < u) place++;
            for (int t = 0; t < Rig.Steps; t++)
            {
                Span<float> row = values.AsSpan((n * Rig.Steps + t) * 5, 5);
                row[0] = (float)(0.4 + 0.05 * place + 0.001 * seed.NextNormal());
                row[2] = 0.1f;
                row[4] = t < 4 ? 0.04f : 0f;
            }
        }
        return new(values, count, Spec);
    }
}
