using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Threshold of a monitor from plans that went well, by split conformal prediction (Vovk, Gammerman, Shafer 2005): if a
/// new good plan is exchangeable with them, it alarms with at most the wanted probability.
/// </summary>
public static class MonitorCalibration
{
    /// <param name="good">Likelihoods per frame of plans that fulfilled their wish.</param>
    /// <param name="frames">Frames in a row that raise the alarm.</param>
    /// <param name="falseAlarms">Largest share of good plans that may alarm.</param>
    /// <returns>Negative infinity, which never alarms, when there are too few plans to promise that.</returns>
    public static double Threshold(IReadOnlyList<IReadOnlyList<double>> good, int frames, double falseAlarms)
    {
        if (!(falseAlarms is > 0 and < 1))
            throw ForewarnException.Of("false alarms", $"{falseAlarms}", "a share between 0 and 1", "For example 0.1.", ExitCode.Usage);
        double[] weakest = [.. good.Select(g => Weakest(g, frames)).Order()];
        int rank = (int)Math.Floor(falseAlarms * (weakest.Length + 1) + 1e-9);
        return rank == 0 ? double.NegativeInfinity : weakest[rank - 1];
    }

    /// <summary>
    /// The largest threshold that does not alarm on these likelihoods: smallest over all windows of the window's largest.
    /// </summary>
    public static double Weakest(IReadOnlyList<double> likelihoods, int frames)
    {
        double[] known = [.. likelihoods.Where(l => !double.IsNaN(l))];
        double weakest = double.PositiveInfinity;
        for (int i = 0; i + frames <= known.Length; i++)
        {
            double top = known.AsSpan(i, frames)[0];
            foreach (double l in known.AsSpan(i, frames)) top = Math.Max(top, l);
            weakest = Math.Min(weakest, top);
        }
        return weakest;
    }
}
