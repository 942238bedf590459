using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Forewarn.Evaluation.Coordination;
using Forewarn.Games;

namespace Forewarn.Evaluation.Reports;

/// <summary>A page that plays the worst deviation from a mediator step by step, beside what happens while all obey.</summary>
public static class DeviationPage
{
    /// <summary>Shares below this are not worth a line.</summary>
    internal const double Least = 0.0005;

    private static readonly JsonSerializerOptions s_form = new(JsonSerializerDefaults.Web);

    public static HtmlReport Build(DeviationStory story)
    {
        var names = story.Game.Names;
        string who = names.Agents[story.Replay.Deviation.Agent];
        string place = $"In the game '{story.Game.Name}' under the mediator '{story.Mediator}'";
        double gain = story.Regret.Value;
        bool deviates = story.Replay.Departures.Count > 0;
        string lead = deviates
            ? string.Create(CultureInfo.InvariantCulture,
                $"{place}, {who} gains {gain:0.000} an episode by not doing what it is told, and nobody could gain more.")
            : $"{place}, nobody gains by doing anything else than it is told.";
        return new HtmlReport("The worst deviation", lead)
            .Player(Resource("deviation-player.html"), Resource("deviation-player.css"), Resource("deviation-player.js"), Data(story))
            .Section("The whole episode", $"Expectations are exact for the game. Deviations: {RegretTables.Name(story.Regret.Kind)}.")
            .Table(RegretTables.Outcome(story), row => row[0].EndsWith(" (deviates)", StringComparison.Ordinal))
            .Table(RegretTables.Departures(story));
    }

    /// <summary>What the script plays; states are named where they have a share.</summary>
    internal static string Data(DeviationStory story)
    {
        var (names, replay) = (story.Game.Names, story.Replay);
        int agent = replay.Deviation.Agent;
        return JsonSerializer.Serialize(new
        {
            story.Game.Game.Horizon,
            names.Agents,
            Deviator = agent,
            story.SampledFrom,
            Expected = new[] { Course(replay.ObeyingStates, replay.ObeyingRewards), Course(replay.DeviatingStates, replay.DeviatingRewards) },
            Departures = replay.Departures.Where(d => d.Share > Least).Select(d => new
            {
                d.Step, State = names.States[d.State], Told = names.Actions[agent][d.Told], Does = names.Actions[agent][d.Does],
                Share = Round(d.Share),
            }),
            Samples = story.Samples.Select(pair => new[] { Steps(pair.Obeying), Steps(pair.Deviating) }),
            Motion = story.Scene is null ? null : story.Samples.Select(pair => new[] { pair.ObeyingMotion, pair.DeviatingMotion }),
            story.Scene,
        }, s_form);

        object Course(double[][] states, double[][] rewards) => states.Select((row, h) => new
        {
            States = row.Select((share, s) => (Name: names.States[s], Share: share)).Where(p => p.Share > Least).OrderByDescending(p => p.Share)
                .Select(p => new object[] { p.Name, Round(p.Share) }),
            Rewards = rewards[h].Select(Round),
        });

        object Steps(IReadOnlyList<PlayedStep> steps) => steps.Select(step => new
        {
            State = names.States[step.State], Told = names.JointNames(step.Told), Played = names.JointNames(step.Played),
            Rewards = step.Rewards.Select(Round),
        });
    }

    private static double Round(double value) => Math.Round(value, 6);

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"reports/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
