using Forewarn.Core;
using Forewarn.Learning.Policies;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Coefficients of a sampler with a density: DDPM (Ho, Jain, Abbeel 2020, eq. 7) or DDIM with noise (Song, Meng, Ermon 2021,
/// eq. 16) over the levels that the deployed sampler visits, for a network that predicts the clean plan. A floor under the
/// deviation gives the last step, whose noise is zero in both, a density too (as DPPO does; Ren et al. 2024).
/// </summary>
public sealed class ChainSampler
{
    private ChainSampler(IReadOnlyList<ChainStep> steps) => Steps = steps;

    /// <summary>From pure noise to the clean plan.</summary>
    public IReadOnlyList<ChainStep> Steps { get; }

    /// <summary>DDIM with noise: <c>s = eta sqrt((1 - a')/(1 - a)) sqrt(1 - a/a')</c>; <paramref name="eta"/> 1 is DDPM.</summary>
    /// <param name="steps">Number of steps, 1 to the number of levels.</param>
    /// <param name="eta">Share of the noise that DDPM would add; above 0, or 0 with a floor.</param>
    /// <param name="floor">Smallest deviation, in units of a whitened number; 0 for none.</param>
    /// <exception cref="ForewarnException">A step would have no noise: such a chain has no density.</exception>
    public static ChainSampler Ddim(NoiseSchedule schedule, int steps, double eta, double floor) =>
        Of(schedule, steps, floor, (level, a, next) =>
        {
            double deviation = eta * Math.Sqrt((1 - next) / (1 - a)) * Math.Sqrt(1 - a / next);
            // The floor widens the draw but not the mean: there the direction to x shares the variance with the step's own noise.
            double direction = Math.Sqrt(Math.Max(0, 1 - next - deviation * deviation) / (1 - a));
            return new(level, Math.Sqrt(next) - direction * Math.Sqrt(a), direction, deviation);
        }, eta >= 0 && double.IsFinite(eta) ? eta : throw Range("eta", eta, "0 or more"));

    /// <summary>DDPM: the mean and variance of <c>q(x' | x, x0)</c>.</summary>
    /// <inheritdoc cref="Ddim"/>
    public static ChainSampler Ddpm(NoiseSchedule schedule, int steps, double floor) =>
        Of(schedule, steps, floor, (level, a, next) =>
        {
            double ratio = a / next;
            return new(level, Math.Sqrt(next) * (1 - ratio) / (1 - a), Math.Sqrt(ratio) * (1 - next) / (1 - a),
                Math.Sqrt((1 - ratio) * (1 - next) / (1 - a)));
        }, 1);

    private static ChainSampler Of(NoiseSchedule schedule, int steps, double floor, Func<int, double, double, ChainStep> step,
        double eta)
    {
        if (floor < 0 || !double.IsFinite(floor)) throw Range("floor", floor, "0 or more");
        var list = new List<ChainStep>();
        var levels = new DdimSampler(schedule, steps).Steps.Select(s => s.Level).ToArray();
        for (int i = 0; i < levels.Length; i++)
        {
            double next = i + 1 < levels.Length ? schedule.SignalShare(levels[i + 1]) : 1;
            var plain = step(levels[i], schedule.SignalShare(levels[i]), next);
            var floored = plain with { Deviation = Math.Max(plain.Deviation, floor) };
            if (floored.Deviation <= 0)
                throw ForewarnException.Of($"denoising step {i + 1} of {levels.Length}", "no noise, so the step has no density",
                    eta > 0 ? "a floor above 0 (the last step adds no noise of its own)" : "eta above 0, or a floor above 0",
                    "The default is eta 1 with a floor of 0.1.", ExitCode.Usage);
            list.Add(floored);
        }
        return new(list);
    }

    private static ForewarnException Range(string name, double found, string wanted) =>
        ForewarnException.Of($"chain.{name}", $"{found}", wanted, "The default is eta 1 with a floor of 0.1.", ExitCode.Usage);
}
