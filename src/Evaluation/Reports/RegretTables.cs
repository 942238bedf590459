using System.Globalization;
using Forewarn.Evaluation.Coordination;
using Forewarn.Games;

namespace Forewarn.Evaluation.Reports;

/// <summary>Regrets of mediators as tables.</summary>
public static class RegretTables
{
    /// <summary>One row for every learner and class of deviations.</summary>
    public static ReportTable Gaps(NamedGame named, IReadOnlyList<RegretReport> reports) => new(
        $"{named.Name}: {named.Game.Agents} agents, {named.Game.States} states, {named.Game.Actions.Count} joint actions, "
            + $"{named.Game.Horizon} steps",
        ["learner", "value gap", "deviations", "regret gap", "its regret", "expert's", "deviator", "costs others"],
        [
            .. reports.SelectMany(r => r.Regrets.Select(row => (IReadOnlyList<string>)
            [
                r.Learner, Number(r.ValueGap), Name(row.Kind), Number(row.Gap), Number(row.LearnerRegret), Number(row.ExpertRegret),
                row.LearnerRegret > 1e-12 ? row.Deviator : "nobody", row.LearnerRegret > 1e-12 ? Number(row.CostToOthers.Values.Sum()) : "–",
            ])),
        ],
        "Exact. Value gap: largest loss while all obey. Regret: what the worst deviator gains. Gap: against the expert; negative where the "
            + "learner is the more robust.");

    /// <summary>What everyone gets, obeying and deviating.</summary>
    public static ReportTable Outcome(DeviationStory story)
    {
        var replay = story.Replay;
        return new("What everyone gets of an episode, in expectation", ["agent", "all obey", "with the deviation", "difference"],
        [
            .. Enumerable.Range(0, story.Game.Game.Agents).Select(i =>
            {
                double obeyed = DeviationReplay.Total(replay.ObeyingRewards, i), deviated = DeviationReplay.Total(replay.DeviatingRewards, i);
                string name = story.Game.Names.Agents[i] + (i == replay.Deviation.Agent ? " (deviates)" : "");
                return (IReadOnlyList<string>)[name, Number(obeyed), Number(deviated), Signed(deviated - obeyed)];
            }),
        ]);
    }

    /// <summary>Everything the deviator does against what it is told.</summary>
    public static ReportTable Departures(DeviationStory story)
    {
        var names = story.Game.Names;
        int agent = story.Replay.Deviation.Agent;
        return new($"What {names.Agents[agent]} does", ["state", "step", "told", "does", "share of episodes"],
            [
                .. story.Replay.Departures.Where(d => d.Share > DeviationPage.Least).Select(d => (IReadOnlyList<string>)
                    [names.States[d.State], $"{d.Step}", names.Actions[agent][d.Told], names.Actions[agent][d.Does], Number(d.Share)]),
            ],
            story.Replay.Departures.Count == 0
                ? "Nobody gains by doing anything else than it is told."
                : string.Create(CultureInfo.InvariantCulture, $"What happens in less than {DeviationPage.Least} of episodes is left out."));
    }

    /// <summary>As the command line spells it.</summary>
    public static string Name(DeviationClass kind) => kind switch
    {
        DeviationClass.OneShot => "one-shot",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Number(double value) => (Math.Abs(value) < 5e-7 ? 0 : value).ToString("0.000###", CultureInfo.InvariantCulture);

    private static string Signed(double value) => (Math.Abs(value) < 5e-7 ? 0 : value).ToString("+0.000;-0.000;0", CultureInfo.InvariantCulture);
}
