using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>How good calibrated heads are on test episodes, with intervals over episodes.</summary>
public static class LatentSafetyFigures
{
    /// <summary>
    /// Figures by name. <c>plan/</c>: whole plans foreseen from the first look; <c>seen/</c> and <c>foreseen/</c>: states. The lost ones
    /// (failing or doomed) are what is to be found; <c>failure_check</c> is what the margin alone finds.
    /// </summary>
    public static SortedDictionary<string, MetricInterval> Of(
        LatentHeads heads, LatentLevels levels, LatentSupport support, LatentStates states, SeedStream seed)
    {
        static bool InShare(long episode) => LatentSplit.Of(episode) == LatentShare.Test;
        var plans = LatentPlan.Of(heads, states, InShare);
        var bootstrap = new EpisodeBootstrap(states.Episodes.Where(InShare), seed);
        var figures = new SortedDictionary<string, MetricInterval>(StringComparer.Ordinal);
        Plans(figures, bootstrap, plans, levels);
        foreach (var (name, kept) in new (string, Func<long, bool>)[] { ("seen", h => h == 0), ("foreseen", h => h > 0) })
        {
            int[] rows = [.. Enumerable.Range(0, states.Count)
                .Where(i => InShare(states.Episodes[i]) && kept(states.Horizons[i]) && states.Truths[i] != LatentTruth.Unknown)];
            var readings = heads.Read(states, rows);
            State[] read = [.. rows.Select((row, i) => new State(states.Episodes[row], states.Truths[row], readings[i]))];
            States(figures, bootstrap, name, read, levels);
            var x = new float[states.Size];
            figures[$"{name}/unsupported"] = bootstrap.Share([.. rows.Select(row =>
            {
                heads.Standardize(states.Latent(row), x);
                return (states.Episodes[row], support.Distance(x) > levels.SupportLimit);
            })]);
        }
        return figures;
    }

    private static void Plans(
        SortedDictionary<string, MetricInterval> figures, EpisodeBootstrap bootstrap, LatentPlan[] plans, LatentLevels levels)
    {
        figures["plan/auc"] = bootstrap.Area([.. plans.Select(p => (p.Episode, p.LeastValue, p.IsLost))]);
        figures["plan/iou"] = bootstrap.Overlap([.. plans.Select(p => (p.Episode, p.LeastValue <= levels.ValueEpsilon, p.IsLost))]);
        Rates("plan", p => p.LeastValue <= levels.ValueEpsilon);
        figures["plan/failure_check/auc"] = bootstrap.Area([.. plans.Select(p => (p.Episode, p.LeastMargin, p.IsLost))]);
        Rates("plan/failure_check", p => p.LeastMargin <= LatentLevels.MarginEpsilon);
        Rates("plan/failure_check_calibrated", p => p.LeastMargin <= levels.FailureCheckEpsilon);

        void Rates(string name, Func<LatentPlan, bool> refused)
        {
            figures[$"{name}/lost_accepted"] = Share(plans.Where(p => p.IsLost), p => !refused(p));
            figures[$"{name}/only_doomed_accepted"] = Share(plans.Where(p => p.OnlyDoomed), p => !refused(p));
            figures[$"{name}/safe_refused"] = Share(plans.Where(p => !p.IsLost), refused);
        }

        static MetricInterval Share(IEnumerable<LatentPlan> of, Func<LatentPlan, bool> hit) => MetricInterval.OfShare([.. of.Select(hit)]);
    }

    private static void States(
        SortedDictionary<string, MetricInterval> figures, EpisodeBootstrap bootstrap, string name, State[] states, LatentLevels levels)
    {
        State[] failing = [.. states.Where(s => s.Truth == LatentTruth.Failing)], doomed = [.. states.Where(s => s.Truth == LatentTruth.Doomed)];
        State[] safe = [.. states.Where(s => s.Truth == LatentTruth.Safe)];
        bool Lost(State s) => s.Reading.Value <= levels.ValueEpsilon;
        bool Failed(State s) => s.Reading.Margin <= LatentLevels.MarginEpsilon;
        figures[$"{name}/auc"] = Area([.. failing, .. doomed, .. safe], s => s.Reading.Value);
        figures[$"{name}/auc_doomed"] = Area([.. doomed, .. safe], s => s.Reading.Value);
        figures[$"{name}/auc_doomed_by_margin"] = Area([.. doomed, .. safe], s => s.Reading.Margin);
        figures[$"{name}/iou"] = bootstrap.Overlap([.. states.Select(s => (s.Episode, Lost(s), s.Truth != LatentTruth.Safe))]);
        figures[$"{name}/iou_at_zero"] = bootstrap.Overlap([.. states.Select(s => (s.Episode, s.Reading.Value <= 0, s.Truth != LatentTruth.Safe))]);
        figures[$"{name}/unsafe_called_safe"] = Share([.. failing, .. doomed], s => !Lost(s));
        figures[$"{name}/doomed_called_safe"] = Share(doomed, s => !Lost(s));
        figures[$"{name}/doomed_missed_by_failure_check"] = Share(doomed, s => s.Reading.Margin > LatentLevels.MarginEpsilon);
        figures[$"{name}/safe_called_unsafe"] = Share(safe, Lost);
        figures[$"{name}/failing_called_failing"] = Share(failing, Failed);
        figures[$"{name}/doomed_called_doomed"] = Share(doomed, s => Lost(s) && !Failed(s));

        MetricInterval Area(State[] of, Func<State, double> score) =>
            bootstrap.Area([.. of.Select(s => (s.Episode, score(s), s.Truth != LatentTruth.Safe))]);
        MetricInterval Share(State[] of, Func<State, bool> hit) => bootstrap.Share([.. of.Select(s => (s.Episode, hit(s)))]);
    }

    private sealed record State(long Episode, LatentTruth Truth, LatentReading Reading);
}
