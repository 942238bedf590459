using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Whether decisions still look like those that the threshold was calibrated on. The greatest probability of each decision is ranked among
/// those of the calibration and of the decisions before it; if nothing has changed the ranks are uniform and independent, and a martingale
/// that bets against that (Vovk et al. 2003, simple mixture) stays small: by Ville's inequality it exceeds <c>1 / level</c> with a
/// probability of at most <c>level</c>, however long one looks.
/// </summary>
public sealed class CalibrationWatch
{
    /// <summary>For the reason of a decision.</summary>
    public const string Notice = "decisions no longer look like those that asking was calibrated on: calibrate again";

    private const int Bets = 20;

    private readonly List<double> _seen;
    private readonly double[] _wealth = new double[Bets];
    private readonly double _limit;
    private readonly SeedStream _ties;

    /// <param name="calibration">Greatest probability of each calibration decision, in any order.</param>
    /// <param name="level">Probability of a false alarm, ever.</param>
    /// <param name="ties">Breaks ties, without which ranks of equal numbers would not be uniform.</param>
    /// <exception cref="ForewarnException">There is nothing to compare with, or the level is out of range.</exception>
    public CalibrationWatch(IReadOnlyList<double> calibration, double level, SeedStream ties)
    {
        if (calibration.Count < 20)
            throw ForewarnException.Of("calibration", $"{calibration.Count} decisions", "at least 20", "Collect more calibration decisions.", ExitCode.Usage);
        if (level is not (> 0 and < 1)) throw ForewarnException.Of("drift level", $"{level}", "above 0, below 1", "0.01 is usual.", ExitCode.Usage);
        (_seen, _limit, _ties) = ([.. calibration.Order()], Math.Log(1 / level), ties);
    }

    /// <summary>Decisions seen.</summary>
    public long Count { get; private set; }

    /// <summary>Logarithm of the evidence against "as calibrated".</summary>
    public double Evidence
    {
        get
        {
            double top = _wealth.Max();
            return top + Math.Log(_wealth.Sum(w => Math.Exp(w - top)) / Bets);
        }
    }

    /// <summary>True from the moment the evidence sufficed once.</summary>
    public bool HasDrifted { get; private set; }

    /// <summary>One more decision.</summary>
    /// <param name="greatest">Greatest probability it gave to any option.</param>
    public void See(double greatest)
    {
        int below = LowerBound(greatest), equal = LowerBound(Math.BitIncrement(greatest)) - below;
        // The conformal p-value, smoothed: uniform if this decision and the calibration's are exchangeable.
        double p = (below + _ties.NextDouble() * (equal + 1)) / (_seen.Count + 1);
        _seen.Insert(below, greatest);
        p = Math.Max(p, 1e-6);
        // Power bets e p^(e - 1) for small p, and the same for large: overconfidence is a change too.
        for (int i = 0; i < Bets; i++)
        {
            double e = (i / 2 + 0.5) / (Bets / 2), side = i % 2 == 0 ? p : Math.Max(1e-6, 1 - p);
            _wealth[i] += Math.Log(e) + (e - 1) * Math.Log(side);
        }
        Count++;
        HasDrifted |= Evidence > _limit;
    }

    private int LowerBound(double value)
    {
        int at = _seen.BinarySearch(value);
        if (at < 0) return ~at;
        while (at > 0 && _seen[at - 1] == value) at--;
        return at;
    }
}
