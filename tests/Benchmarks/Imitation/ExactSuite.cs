using System.Globalization;
using Forewarn.Benchmarks.Reports;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Lab.Verbs;
using Forewarn.Learning.Imitation.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Benchmarks.Imitation;

/// <summary><c>bench il-exact</c>: every claim about imitation whose right answer is known, in under a minute.</summary>
internal sealed class ExactSuite(Session session)
{
    public ExactBenchReport Run(CancellationToken cancel)
    {
        var machine = BenchMachine.Here();
        long start = session.Time.GetTimestamp();
        var results = new List<StudyResult>();
        foreach (var study in ImitationStudies.Exact)
        {
            ulong[] seeds = [.. Enumerable.Range(1, study.DefaultSeeds).Select(i => (ulong)i)];
            var result = study.Run(seeds, (_, _) => { }, cancel);
            StudyTable.Show(session.Terminal, result);
            session.Terminal.Line("");
            results.Add(result);
        }
        return new("./forewarn bench il-exact", session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), machine,
            Math.Round(session.Time.GetElapsedTime(start).TotalSeconds, 1), results.ToDictionary(r => r.Study, r => r.Verdict), results);
    }

    public static void Show(Terminal terminal, ExactBenchReport report)
    {
        var table = new ResultTable("study", "verdict", "figures with a bar", "claim");
        foreach (var study in report.Studies)
            table.Add(StudyTable.ColorOf(study.Verdict), study.Study, StudyTable.Word(study.Verdict),
                study.Figures.Count(f => f.Bar is not null).ToString(CultureInfo.InvariantCulture), study.Claim);
        table.Show(terminal);
        terminal.Line(FormattableString.Invariant(
            $"{report.Verdicts.Count(v => v.Value == StudyVerdict.Supported)} of {report.Verdicts.Count} supported in {report.Seconds:F1} s."));
    }
}
