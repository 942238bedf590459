using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Monitoring;

/// <summary>Sets thresholds on the calibration rows and judges them on the others; the same rows give the same results.</summary>
public static class MonitorAnalysis
{
    private const ulong ResamplingSeed = 20250203;

    /// <param name="rows">All rows, those of the calibration seeds included.</param>
    /// <param name="rowRateHz">Plan rows per second.</param>
    public static MonitorResults Of(
        IReadOnlyList<MonitorRow> rows, IReadOnlyList<WishCase> wishes, MonitorStudyOptions options, double rowRateHz, RunRecord run)
    {
        var calibration = rows.Where(r => options.CalibrationSeeds.Contains(r.Seed)).ToArray();
        var judged = rows.Where(r => options.Seeds.Contains(r.Seed)).ToArray();
        if (calibration.Length == 0 || judged.Length == 0)
            throw new ForewarnException($"monitor analysis: found {calibration.Length} calibration and {judged.Length} other episodes, "
                + "wanted some of each.");
        var times = judged.SelectMany(r => r.Milliseconds).ToArray();
        return new(
            run, options.CalibrationSeeds, calibration.Length, judged.Length, wishes.Count, options.Frames,
            rowRateHz / options.RowsPerFrame, judged.Sum(r => r.Faults) / (double)times.Length,
            Percentile.Of(times, 0.5), Percentile.Of(times, 0.99),
            [.. rows[0].Likelihoods.Keys.Select(name => Figures(name, calibration, judged, wishes, options, rowRateHz))]);
    }

    private static MonitorFigures Figures(
        string scorer, MonitorRow[] calibration, MonitorRow[] judged, IReadOnlyList<WishCase> wishes,
        MonitorStudyOptions options, double rowRateHz)
    {
        var seed = new SeedStream(ResamplingSeed).Child(scorer);
        var good = Trials(calibration, wishes, scorer).Where(t => t.Good).ToArray();
        double threshold = MonitorCalibration.Threshold([.. good.Select(t => t.Likelihoods)], options.Frames, options.FalseAlarms);
        var trials = Trials(judged, wishes, scorer)
            .Select(t => t with { Alarm = AlarmRule.FirstAlarm(t.Likelihoods, threshold, options.Frames) }).ToArray();
        var bad = trials.Where(t => !t.Good).ToArray();
        var caught = bad.Where(t => t.Alarm >= 0).ToArray();
        var eventful = caught.Where(t => t.Row.Decided > 0).ToArray();
        int frames = judged[0].Said.Length;
        double rate = rowRateHz / options.RowsPerFrame;
        return new(
            scorer, threshold, good.Length,
            [
                Rates("all wishes", trials, seed),
                .. wishes.Select(w => w.Group).Distinct()
                    .Select(g => Rates(g, [.. trials.Where(t => wishes[t.Wish].Group == g)], seed)),
            ],
            bad.GroupBy(t => t.Row.Truth.Outcome).OrderBy(g => g.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => Alarmed([.. g], seed.Child($"outcome {g.Key}"))),
            Bootstrap.Rate(bad.Select(t => t.Alarm >= 0 && t.Alarm < options.Frames), seed.Child("start"), Scenes(bad)),
            Mean(caught, t => (frames - 1 - t.Alarm) / rate, seed.Child("end")),
            Mean(eventful, t => t.Row.Decided / rowRateHz - t.Alarm / rate, seed.Child("event")),
            Bootstrap.Rate(eventful.Select(t => t.Alarm / rate < t.Row.Decided / rowRateHz), seed.Child("before"), Scenes(eventful)),
            Histogram(bad, frames), Histogram([.. trials.Where(t => t.Good)], frames),
            Curve([.. trials.Where(t => t.Good)], frames), Curve(bad, frames));
    }

    private static IEnumerable<Trial> Trials(MonitorRow[] rows, IReadOnlyList<WishCase> wishes, string scorer) =>
        from i in Enumerable.Range(0, rows.Length)
        from w in Enumerable.Range(0, wishes.Count)
        let likelihoods = rows[i].Likelihoods[scorer][w]
        // A wish that could not be read was not monitored.
        where likelihoods.Any(l => !double.IsNaN(l))
        select new Trial(i, w, rows[i], wishes[w].Fulfilled(rows[i].Truth), likelihoods, -1);

    private static MonitorRates Rates(string group, Trial[] trials, SeedStream seed) => new(
        group, Alarmed([.. trials.Where(t => !t.Good)], seed.Child($"detection {group}")),
        Alarmed([.. trials.Where(t => t.Good)], seed.Child($"false alarms {group}")));

    private static MetricInterval Alarmed(Trial[] trials, SeedStream seed) =>
        Bootstrap.Rate(trials.Select(t => t.Alarm >= 0), seed, Scenes(trials));

    private static MetricInterval Mean(Trial[] trials, Func<Trial, double> value, SeedStream seed) =>
        Bootstrap.Mean([.. trials.Select(value)], seed, Scenes(trials));

    private static int[] Scenes(Trial[] trials) => [.. trials.Select(t => t.Scene)];

    private static int[] Histogram(Trial[] trials, int frames) =>
        [.. Enumerable.Range(0, frames).Select(f => trials.Count(t => t.Alarm == f))];

    private static ScoreCurve Curve(Trial[] trials, int frames)
    {
        var columns = Enumerable.Range(0, frames)
            .Select(f => trials.Select(t => t.Likelihoods[f]).Where(l => !double.IsNaN(l)).ToArray()).ToArray();
        return new(
            [.. columns.Select(c => c.Length == 0 ? double.NaN : c.Average())],
            [.. columns.Select(c => Percentile.Of(c, 0.25))], [.. columns.Select(c => Percentile.Of(c, 0.75))], trials.Length);
    }

    private sealed record Trial(int Scene, int Wish, MonitorRow Row, bool Good, double[] Likelihoods, int Alarm);
}
