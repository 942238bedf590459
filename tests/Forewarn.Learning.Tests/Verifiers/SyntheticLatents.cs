using Forewarn.Core;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Tests.Verifiers;

/// <summary>Latents from which every attribute of the label can be read, with noise.</summary>
internal static class SyntheticLatents
{
    /// <param name="size">At least 5: outcome as a cosine and a sine, side, the first two attributes, noise.</param>
    public static LatentNarrations Make(int episodes, int steps, int size, ulong seed, TaskLanguage? task = null)
    {
        var stream = new SeedStream(seed);
        var language = task ?? CupLanguage.Language;
        int outcomes = language.Outcomes.Count;
        var labels = Enumerable.Range(0, episodes).Select(_ => language.SampleLabel(stream)).ToArray();
        return new(language, Latents(), Latents(), labels, steps, size);

        float[] Latents()
        {
            var values = new float[episodes * steps * size];
            for (int i = 0; i < values.Length; i++)
            {
                var label = labels[i / (steps * size)];
                double phase = 2 * Math.PI * language.Outcomes.ToList().IndexOf(language.Outcome(label.Outcome)) / outcomes;
                double share = (i / size % steps + 1.0) / steps;
                double signal = (i % size) switch
                {
                    0 => Math.Cos(phase), 1 => Math.Sin(phase),
                    2 => label[TaskLanguage.Side] switch { TaskLanguage.Left => 0, TaskLanguage.Right => 1, _ => -1 },
                    3 => Value(0), 4 => Value(1), _ => 0,
                };
                values[i] = (float)(share * signal + 0.05 * stream.NextNormal());

                double Value(int at) => at >= language.Attributes.Count ? 0 : 2 * language.Attributes[at].IndexOf(label[language.Attributes[at].Name]) - 1;
            }
            return values;
        }
    }
}
