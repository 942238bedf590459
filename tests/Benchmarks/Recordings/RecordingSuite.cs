using System.Globalization;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Recording;
using Spectre.Console;

namespace Forewarn.Benchmarks.Recordings;

/// <summary><c>bench recording</c>: a bag against the same bytes in a bare file, turn by turn; then opening the bag.</summary>
internal sealed class RecordingSuite(Session session, int rounds, string folder)
{
    // Short turns in many rounds: what else the machine does then meets both alike.
    private const long TurnBytes = 250_000_000, Bytes = 1_000_000_000;
    private const double Bar = 0.8;

    private readonly RecordingLoad _turn = new(TurnBytes), _whole = new(Bytes);
    private readonly string _bag = Path.Combine(folder, "bench-recording"), _plain = Path.Combine(folder, "bench-recording.bin");

    public RecordingBenchReport Run()
    {
        var machine = BenchMachine.Here();
        RunFolders.At(folder);
        try
        {
            var (ours, plain) = (new Cost[rounds], new Cost[rounds]);
            for (int round = -1; round < rounds; round++)
            {
                session.Terminal.Line(round < 0 ? "warming up" : $"round {round + 1} of {rounds}");
                bool oursFirst = round % 2 == 0;
                Cost one = Time(oursFirst ? WriteBag : WritePlain), other = Time(oursFirst ? WritePlain : WriteBag);
                if (round >= 0) (ours[round], plain[round]) = oursFirst ? (one, other) : (other, one);
            }

            Record(_whole);
            string file = Path.Combine(_bag, "bench-recording_0.mcap");
            long size = new FileInfo(file).Length;
            session.Terminal.Line("opening the bag, whole and cut");
            var whole = BagOpening.Measure(file, _whole.Count);
            using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write)) stream.SetLength(size - 100);
            var cut = BagOpening.Measure(file, _whole.Count);
            return new($"./forewarn bench recording --rounds {rounds}", session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                machine, size, _whole.Count, TurnBytes / 1e3 / Cost.Median(ours).Wall, TurnBytes / 1e3 / Cost.Median(plain).Wall,
                Ratio(cost => cost.Wall), Ratio(cost => cost.Cpu), Bar, whole, cut);

            RatioInterval Ratio(Func<Cost, double> of) =>
                RatioInterval.Of([.. plain.Select(of)], [.. ours.Select(of)], new SeedStreams(1).Stream("recording"));
        }
        finally
        {
            Remove();
        }
    }

    public static void Show(Terminal terminal, RecordingBenchReport report)
    {
        var writing = new ResultTable("bag", "messages", "ours MB/s", "plain MB/s", "ratio", "95 %", "(processor)", "bar");
        writing.Add(report.Throughput.Median >= report.Bar ? Color.Green : Color.Red, $"{report.Bytes / 1e9:F2} GB", $"{report.Messages}",
            Number(report.OursMbPerS), Number(report.PlainMbPerS), $"{report.Throughput.Median:F2}",
            $"[{report.Throughput.Low:F2}, {report.Throughput.High:F2}]",
            $"({report.CpuThroughput.Median:F2} [{report.CpuThroughput.Low:F2}, {report.CpuThroughput.High:F2}])", $"{report.Bar:F1}");
        writing.Show(terminal);
        var reading = new ResultTable("opened", "first message ms", "bar", "from the middle ms", "all ms", "more MB", "bar", "managed MB", "process MB");
        foreach (var (name, bag) in new[] { ("whole", report.Opened), ("cut", report.OpenedCut) })
            reading.Add(bag.Reaches ? Color.Green : Color.Red, name, Number(bag.FirstMessageMs), Number(OpenedBag.MostMs), Number(bag.FromMiddleMs),
                Number(bag.AllMs), Number(bag.ResidentMb), Number(OpenedBag.MostMb), Number(bag.ManagedMb), Number(bag.ProcessMb));
        reading.Show(terminal);
        if (report.Machine.UnderLoad)
            terminal.Line($"Under load ({report.Machine.LoadBefore:F1} before the run): the ratio stands, milliseconds do not.");
    }

    /// <summary>Until everything is with the operating system and the file is closed.</summary>
    private Cost Time(Action write)
    {
        var cost = Cost.Of(write, 1);
        Remove();
        return cost;
    }

    private void WriteBag() => Record(_turn);

    private void Record(RecordingLoad load)
    {
        using var bag = new BagWriter(_bag);
        int image = bag.Open(RecordingLoad.ImageTopic), joints = bag.Open(RecordingLoad.JointTopic);
        load.Pass((isImage, time, cdr) => bag.Write(isImage ? image : joints, time, time, cdr));
    }

    // The default buffer gathers the small messages and lets images pass without a copy.
    private void WritePlain()
    {
        using var file = new FileStream(_plain, FileMode.Create, FileAccess.Write, FileShare.None);
        _turn.Pass((_, _, cdr) => file.Write(cdr));
    }

    // Deleted unwritten pages cost the disk nothing, so one turn does not pay for the other.
    private void Remove()
    {
        File.Delete(_plain);
        if (Directory.Exists(_bag)) Directory.Delete(_bag, recursive: true);
    }

    private static string Number(double value) => value.ToString("F0", CultureInfo.InvariantCulture);
}
