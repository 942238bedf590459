using Forewarn.Core;

namespace Forewarn.Learning.Policies;

/// <summary>
/// The squared cosine noise schedule (Nichol and Dhariwal 2021, eq. 17): level 0 is the clean plan, level
/// <see cref="Levels"/> almost pure noise; a noised plan is <c>sqrt(a) x0 + sqrt(1 - a) e</c> with
/// <c>a</c> = <see cref="SignalShare"/>.
/// </summary>
public sealed class NoiseSchedule
{
    private const double Offset = 0.008;
    private const double Smallest = 1e-4;
    private readonly double[] _signal;

    /// <param name="levels">Number of noise levels, at least 1.</param>
    public NoiseSchedule(int levels)
    {
        if (levels < 1)
            throw ForewarnException.Of("policy.levels", $"{levels}", "1 or more", "The default is 50.", ExitCode.Usage);
        _signal = new double[levels + 1];
        for (int level = 0; level <= levels; level++)
            _signal[level] = Math.Clamp(Curve((double)level / levels) / Curve(0), Smallest, 1);
    }

    public int Levels => _signal.Length - 1;

    /// <summary>Share of the signal's variance that is left at every level, <c>[Levels + 1]</c>, from 1 downward.</summary>
    public IReadOnlyList<double> SignalShares => _signal;

    public double SignalShare(int level) => _signal[level];

    private static double Curve(double u) => Math.Pow(Math.Cos((u + Offset) / (1 + Offset) * Math.PI / 2), 2);
}
