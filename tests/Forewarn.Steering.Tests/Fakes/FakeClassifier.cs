using Forewarn.Core;

namespace Forewarn.Steering.Tests;

/// <summary>Knows the place from the imagined states.</summary>
internal sealed class FakeClassifier(Rig rig) : IOutcomeClassifier
{
    public IReadOnlyList<string> Classes => Rig.Words;

    public ValueTask<float[]> ClassifyAsync(LatentRollout rollout, CancellationToken deadline)
    {
        float[] Sure(float certainty)
        {
            var probabilities = new float[rollout.Count * 6];
            for (int k = 0; k < rollout.Count; k++)
                for (int c = 0; c < 6; c++)
                    probabilities[k * 6 + c] = c == (int)rollout.Mode(k)[3] ? certainty : (1 - certainty) / 5;
            return probabilities;
        }
        return rig.Answer(rig.Classifier, deadline, () => Sure(0.95f), () => Sure(float.NaN), () => new float[3]);
    }
}
