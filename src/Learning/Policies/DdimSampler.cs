using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>
/// Deterministic sampling (DDIM with eta 0; Song, Meng, Ermon 2021, eq. 12) for a network that predicts the clean
/// plan. Every step is one linear combination of the prediction and the current plan, so that the exported graph
/// carries two constants a step.
/// </summary>
public sealed class DdimSampler
{
    /// <param name="steps">Number of steps, 1 to the number of levels.</param>
    public DdimSampler(NoiseSchedule schedule, int steps)
    {
        if (steps < 1 || steps > schedule.Levels)
            throw ForewarnException.Of("policy.sampleSteps", $"{steps}", $"1 to {schedule.Levels} (the noise levels)",
                "The default is 10.", ExitCode.Usage);
        var list = new DdimStep[steps];
        for (int i = 0; i < steps; i++)
        {
            int from = LevelAt(schedule.Levels, steps, i), to = LevelAt(schedule.Levels, steps, i + 1);
            double a = schedule.SignalShare(from), next = to == 0 ? 1 : schedule.SignalShare(to);
            double noisy = Math.Sqrt((1 - next) / (1 - a));
            list[i] = new(from, Math.Sqrt(next) - noisy * Math.Sqrt(a), noisy);
        }
        Steps = list;
    }

    /// <summary>From pure noise to the clean plan.</summary>
    public IReadOnlyList<DdimStep> Steps { get; }

    /// <param name="noise"><c>[N, D]</c>, standard normal.</param>
    /// <param name="clean">Predicts the clean plan <c>[N, D]</c> from a level and a noised plan <c>[N, D]</c>.</param>
    /// <returns><c>[N, D]</c>.</returns>
    public Tensor Sample(Tensor noise, Func<int, Tensor, Tensor> clean)
    {
        using var scope = NewDisposeScope();
        var x = noise.alias();
        foreach (var step in Steps)
            x = clean(step.Level, x) * step.FromClean + x * step.FromNoisy;
        return x.MoveToOuterDisposeScope();
    }

    private static int LevelAt(int levels, int steps, int index) =>
        (int)Math.Round(levels * (1 - (double)index / steps), MidpointRounding.ToEven);
}
