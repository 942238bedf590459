using System.Globalization;
using Forewarn.Benchmarks.Reports;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.FaultSimulation;

namespace Forewarn.Benchmarks.Faults;

/// <summary>Plays fault schedules by the thousand, or one of them aloud.</summary>
internal sealed class FaultSuite(Session session)
{
    private readonly string _robot = session.Home.Robot("cup_arm");
    private readonly Lock _gate = new();

    public FaultBenchReport Run(ulong first, int schedules)
    {
        var machine = BenchMachine.Here();
        long start = session.Time.GetTimestamp();
        Dictionary<string, long> faults = [], rungs = [];
        var broken = new SortedDictionary<ulong, string>();
        long holds = 0;
        double seconds = 0;
        int done = 0;
        new WorkProgress(session.Terminal, session.Time).Run("schedules", report =>
        {
            Parallel.For(0, schedules, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                FaultResult result = FaultRun.Play(FaultSchedule.Draw(first + (ulong)i), _robot);
                lock (_gate)
                {
                    foreach (Fault fault in result.Schedule.Faults) Add(faults, fault.Kind.ToString(), 1);
                    foreach ((Rung rung, int count) in result.Rungs) Add(rungs, rung.ToString(), count);
                    (holds, seconds) = (holds + result.Holds, seconds + result.Second);
                    if (result.Broken is not null)
                    {
                        broken[result.Schedule.Seed] = result.ToString();
                        session.Terminal.Line(result.ToString());
                    }
                    report(++done, schedules);
                }
            });
            return 0;
        });
        return new($"./forewarn bench faults --schedules {schedules} --seed {first}",
            session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), machine, first, schedules,
            faults.OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary(), rungs, holds, seconds / 3600,
            session.Time.GetElapsedTime(start).TotalMinutes, [.. broken.Values]);
    }

    /// <summary>Plays one schedule and tells every change.</summary>
    public FaultResult Tell(ulong seed)
    {
        FaultSchedule schedule = FaultSchedule.Draw(seed);
        session.Terminal.Line(schedule.ToString());
        int told = 0;
        string before = "";
        FaultResult result = FaultRun.Play(schedule, _robot, world =>
        {
            for (; told < world.Decisions.Count; told++)
            {
                (double second, Decision decision) = world.Decisions[told];
                session.Terminal.Line(FormattableString.Invariant($"{second,6:f2} s  decision {decision.Index}: {decision.Rung}, {decision.Reason}"));
            }
            (Rung rung, string reason) = world.Session.Status();
            string now = $"{rung}: {reason}";
            if (now == before) return;
            before = now;
            session.Terminal.Line(FormattableString.Invariant($"{world.Now,6:f2} s  {now}"));
        });
        session.Terminal.Line(result.Broken is null ? "every invariant held" : FormattableString.Invariant($"BROKEN at {result.Second:f2} s: {result.Broken}"));
        return result;
    }

    public static void Show(Terminal terminal, FaultBenchReport report)
    {
        terminal.Line(FormattableString.Invariant(
            $"{report.Schedules} schedules, {report.SimulatedHours:f1} h of simulated time in {report.Minutes:f1} min: {report.Broken.Count} broken"));
        terminal.Line($"decisions: {string.Join(", ", report.Rungs.Select(r => $"{r.Key} {r.Value}"))}; {report.Holds} holds");
        foreach (string line in report.Broken.Take(10)) terminal.Line(line);
        if (report.Broken.Count > 0) terminal.Line("Play one aloud: ./forewarn bench faults --schedules 1 --seed SEED");
    }

    private static void Add(Dictionary<string, long> counts, string key, long count) =>
        counts[key] = counts.GetValueOrDefault(key) + count;
}
