using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Preferences;
using Forewarn.Recording;
using Spectre.Console;

namespace Forewarn.Cli.Verbs;

/// <summary><c>data prefs stats</c>: who judged what, how surely, and whether the judgments contradict each other.</summary>
internal sealed class PreferencesStatsCommand
{
    private readonly Argument<string> _file = new("file") { Description = "Preference records, one JSON object a line." };

    public Command Define(Session session)
    {
        var command = new Command("stats", "Describe a file: sources, wishes, rewards, agreement, contradictions.") { _file };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        var found = PreferenceStatistics.Of(PreferenceReader.Read(line.GetValue(_file)!));
        var table = new ResultTable("what", "value", "rows");
        Counts("source", found.Sources);
        Counts("labeler", found.Labelers);
        Counts("wish", found.Wishes);
        Counts("policy", found.Policies);
        Counts("outcome", found.Outcomes);
        Counts("replan", found.ReplanIndices);
        Row("ties", "", found.Ties);
        Row("log-probabilities", "", found.WithLogProbabilities);
        Numbers("margin", found.Margins);
        Numbers("confidence", found.Confidences);
        Numbers("reward, chosen", found.ChosenRewards);
        Numbers("reward, rejected", found.RejectedRewards);
        Row("agreement", found.Agreement.Judgments == 0 ? "no pair was judged twice" : Number(found.Agreement.Share), found.Agreement.Judgments);
        Row("cyclic triples", found.Triples.Triples == 0 ? "no three plans were all compared" : Number(found.Triples.Share), found.Triples.Triples);
        Counts("dropped", found.Dropped);
        table.Show(session.Terminal);
        session.Terminal.Line($"{found.Rows} rows: {found.Records} pairs of plans from {found.Episodes} episodes, {found.Texts} pairs of texts, "
            + $"{found.Unpaired} single.");
        JsonReport.Write(options.Json(line), found);
        return (int)ExitCode.Done;

        void Row(string what, string value, int rows) => table.Add(Color.Default, what, value, rows.ToString(CultureInfo.InvariantCulture));

        void Counts(string what, IReadOnlyDictionary<string, int> counts)
        {
            foreach (var (value, rows) in counts) Row(what, value, rows);
        }

        void Numbers(string what, NumberSummary? s)
        {
            if (s is not null) Row(what, $"mean {Number(s.Mean)}, {Number(s.Least)} to {Number(s.Most)}, median {Number(s.Median)}", s.Count);
        }
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
