using Forewarn.Core;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Cup.Language;

namespace Forewarn.Learning.Tests.Verifiers;

/// <summary>Latents from which every attribute of the label can be read, with noise.</summary>
internal static class SyntheticLatents
{
    /// <param name="size">At least 5: outcome as a cosine and a sine, side, speed, tilt, noise.</param>
    public static LatentNarrations Make(int episodes, int steps, int size, ulong seed)
    {
        var stream = new SeedStream(seed);
        int outcomes = Enum.GetValues<CupOutcome>().Length;
        var labels = Enumerable.Range(0, episodes).Select(_ => CupGrammar.SampleLabel(stream)).ToArray();
        return new(Latents(), Latents(), labels, steps, size);

        float[] Latents()
        {
            var values = new float[episodes * steps * size];
            for (int i = 0; i < values.Length; i++)
            {
                var label = labels[i / (steps * size)];
                double phase = 2 * Math.PI * (int)label.Outcome / outcomes, share = (i / size % steps + 1.0) / steps;
                double signal = (i % size) switch
                {
                    0 => Math.Cos(phase), 1 => Math.Sin(phase), 2 => (int)label.Side - 1, 3 => 2 * (int)label.Speed - 1, 4 => 2 * (int)label.Tilt - 1, _ => 0,
                };
                values[i] = (float)(share * signal + 0.05 * stream.NextNormal());
            }
            return values;
        }
    }
}
