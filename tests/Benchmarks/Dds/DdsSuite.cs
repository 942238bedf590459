using System.Globalization;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Spectre.Console;

namespace Forewarn.Benchmarks.Dds;

/// <summary><c>bench dds</c>: half round trips of our transport against ddsperf, turn by turn on one loopback.</summary>
internal sealed class DdsSuite(Session session, int rounds)
{
    private const double Bar = 1.3;

    private static readonly (int Payload, int Trips)[] s_sizes = [(64, 20_000), (1024, 20_000), (65536, 5_000)];

    private readonly SeedStreams _seeds = new(1);

    public DdsBenchReport Run()
    {
        var machine = BenchMachine.Here();
        using var ours = new DdsPing();
        using var theirs = new DdsPerf();
        foreach (var (payload, trips) in s_sizes) ours.Measure(payload, trips / 4);
        var rows = new List<DdsRow>();
        foreach (var (payload, trips) in s_sizes)
        {
            session.Terminal.Line($"{payload} bytes, {rounds} rounds");
            var (mine, other) = (new DdsTrips[rounds], new DdsTrips[rounds]);
            for (int round = 0; round < rounds; round++)
            {
                // In reversed order every other round, so that a load that drifts meets both alike.
                if (round % 2 == 0) mine[round] = ours.Measure(payload, trips);
                other[round] = theirs.Measure(payload);
                if (round % 2 == 1) mine[round] = ours.Measure(payload, trips);
            }
            rows.Add(Row(payload, mine, other));
        }
        return new($"./forewarn bench dds --rounds {rounds}", session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            machine, "ddsperf of cyclonedds-tools 0.10.2, wait sets, reliable, one process each way", rows);
    }

    public static void Show(Terminal terminal, DdsBenchReport report)
    {
        var table = new ResultTable("payload", "ours p50 us", "ddsperf p50 us", "ratio", "95 %", "bar", "ours p99 us", "ddsperf p99 us",
            "B/message", "gen 0");
        foreach (var r in report.Rows)
            table.Add(r.Reaches ? Color.Green : Color.Red, $"{r.Payload} B", Number(r.OursP50), Number(r.TheirsP50), Number(r.Ratio.Median),
                $"[{Number(r.Ratio.Low)}, {Number(r.Ratio.High)}]", Number(r.Bar), Number(r.OursP99), Number(r.TheirsP99),
                Number(r.BytesPerMessage), $"{r.Gen0} in {r.RoundTrips}");
        table.Show(terminal);
        if (report.Machine.UnderLoad)
            terminal.Line($"Under load ({report.Machine.LoadBefore:F1} before the run): ratios stand, microseconds do not.");
    }

    private DdsRow Row(int payload, DdsTrips[] ours, DdsTrips[] theirs)
    {
        double Median(IEnumerable<double> values) => RatioInterval.MedianOf([.. values]);
        // A round trip is two messages of this process: one sent, one received.
        return new(payload, Bar, Median(ours.Select(t => t.HalfP50)), Median(theirs.Select(t => t.HalfP50)),
            Median(ours.Select(t => t.HalfP99)), Median(theirs.Select(t => t.HalfP99)),
            RatioInterval.Of([.. ours.Select(t => t.HalfP50)], [.. theirs.Select(t => t.HalfP50)], _seeds.Stream($"dds {payload}")),
            ours.Max(t => t.Bytes) / 2, ours.Sum(t => t.Gen0), ours.Sum(t => t.Count));
    }

    private static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
