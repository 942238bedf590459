using Forewarn.Core;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// The forward diffusion of states, <c>x_t = sqrt(a_t) x + sqrt(1 - a_t) e</c>, with the noise variances rising linearly from 1e-4 to
/// 0.02 over all times (Ho et al. 2020); time 0 is the first noisy one.
/// </summary>
public sealed class StateDiffusion
{
    private const double FirstBeta = 1e-4, LastBeta = 0.02;
    private readonly double[] _share;
    private readonly float[] _signal, _noise;

    /// <param name="times">N.</param>
    /// <exception cref="ForewarnException">Fewer than two times.</exception>
    public StateDiffusion(int times)
    {
        if (times < 2) throw ForewarnException.Of("score.diffusion_times", $"{times}", "2 or more", "The default is 5000.", ExitCode.Usage);
        (_share, _signal, _noise) = (new double[times], new float[times], new float[times]);
        double share = 1;
        for (int t = 0; t < times; t++)
        {
            share *= 1 - (FirstBeta + (LastBeta - FirstBeta) * t / (times - 1));
            (_share[t], _signal[t], _noise[t]) = (share, (float)Math.Sqrt(share), (float)Math.Sqrt(1 - share));
        }
        Informative = Array.FindLastIndex(_share, a => a >= Math.Exp(-5)) + 1;
    }

    /// <summary>N.</summary>
    public int Times => _share.Length;

    /// <summary>
    /// Times with <c>a_t >= e^-5</c>, the first ones: 1558 of 5000. Later ones hold so little of the state that any two distributions
    /// look alike, and would be two thirds of the work.
    /// </summary>
    public int Informative { get; }

    /// <summary><c>a_t</c>, the share of the state's variance that is left.</summary>
    public double SignalShare(int time) => _share[time];

    /// <summary><c>sqrt(a_t)</c>.</summary>
    public float Signal(int time) => _signal[time];

    /// <summary><c>sqrt(1 - a_t)</c>.</summary>
    public float Noise(int time) => _noise[time];
}
