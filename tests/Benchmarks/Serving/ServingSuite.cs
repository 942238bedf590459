using System.Diagnostics;
using System.Globalization;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Serving;
using Spectre.Console;

namespace Forewarn.Benchmarks.Serving;

/// <summary><c>bench serving</c>: four clients at 10 Hz on a policy of 20 ms, and what three of them notice when the fourth misbehaves.</summary>
internal sealed class ServingSuite(Session session, int rounds)
{
    private const int Clients = 4;

    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(100), s_takes = TimeSpan.FromMilliseconds(20), s_phase = TimeSpan.FromSeconds(5);

    private readonly SeedStreams _seeds = new(1);

    public async Task<ServingBenchReport> RunAsync(CancellationToken cancel)
    {
        var machine = BenchMachine.Here();
        using var server = new OpenpiServer(new ScriptedPolicy(s_takes), new OpenpiServerOptions(), session.Time);
        await using WebHost host = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, [server], cancel);
        var fourth = new Fourth(host.Address, WireWriter.Write(Observation()), s_period, session.Time);
        await PhaseAsync(host.Address, [0, 0.25, 0.5, 0.75], null, cancel);
        var good = new List<double[]>();
        var disturbed = fourth.Ways.Select(_ => new List<double[]>()).ToArray();
        for (int round = 0; round < rounds; round++)
        {
            session.Terminal.Line($"round {round + 1} of {rounds}");
            // The same starts in every phase of a round: how the clients' beats fall together decides how long they wait.
            SeedStream seed = _seeds.Stream("starts", round);
            double[] starts = [.. Enumerable.Range(0, Clients).Select(_ => seed.NextDouble())];
            if (round % 2 == 0) good.Add(await PhaseAsync(host.Address, starts, null, cancel));
            for (int way = 0; way < disturbed.Length; way++)
                disturbed[way].Add(await PhaseAsync(host.Address, starts, fourth.Ways[way].Run, cancel));
            if (round % 2 == 1) good.Add(await PhaseAsync(host.Address, starts, null, cancel));
        }
        return new($"./forewarn bench serving --rounds {rounds}", session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), machine,
            1 / s_period.TotalSeconds, s_takes.TotalMilliseconds, s_phase.TotalSeconds,
            [Row("asks like the others", good, null, null), .. disturbed.Select((d, way) => Row(fourth.Ways[way].Name, d, good, fourth.Ways[way].Bar))]);
    }

    public static void Show(Terminal terminal, ServingBenchReport report)
    {
        var table = new ResultTable("the fourth client", "others' p50 ms", "p99 ms", "p99 ratio", "95 %", "bar");
        foreach (ServingRow r in report.Rows)
            table.Add(r.Reaches ? Color.Green : Color.Red, r.Fourth, Number(r.P50Ms), Number(r.P99Ms), r.Ratio is { } ratio ? Number(ratio.Median) : "",
                r.Ratio is { } interval ? $"[{Number(interval.Low)}, {Number(interval.High)}]" : "", r.Bar is { } bar ? Number(bar) : "");
        table.Show(terminal);
        if (report.Machine.UnderLoad)
            terminal.Line($"Under load ({report.Machine.LoadBefore:F1} before the run): ratios stand, milliseconds do not.");
    }

    /// <summary>Latencies in ms of the three that are always well-behaved.</summary>
    private async Task<double[]> PhaseAsync(Uri address, double[] starts, Func<CancellationToken, Task>? misbehave, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task<List<double>>[] good = [.. starts.Take(Clients - 1).Select(start => Task.Run(() => AskAsync(address, start, end.Token), cancel))];
        Task last = Task.Run(() => misbehave is null ? AskAsync(address, starts[^1], end.Token) : misbehave(end.Token), cancel);
        await Task.Delay(s_phase, session.Time, cancel);
        await end.CancelAsync();
        var latencies = await Task.WhenAll(good);
        try
        {
            await last;
        }
        catch (Exception fault) when (fault is OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            // It was told to end.
        }
        return [.. latencies.SelectMany(l => l).Order()];
    }

    private async Task<List<double>> AskAsync(Uri address, double start, CancellationToken end)
    {
        var latencies = new List<double>();
        WireMap observation = Observation();
        try
        {
            using OpenpiClient client = await OpenpiClient.ConnectAsync(OpenpiAddress.Parse(OpenpiAddress.Of(address)), null, session.Time, end);
            await Task.Delay(start * s_period, session.Time, end);
            using var timer = new PeriodicTimer(s_period, session.Time);
            while (await timer.WaitForNextTickAsync(end))
            {
                long asked = Stopwatch.GetTimestamp();
                await client.InferAsync(observation, end);
                latencies.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The phase is over.
        }
        return latencies;
    }

    private ServingRow Row(string name, List<double[]> phases, List<double[]>? against, double? bar)
    {
        double[] p99 = [.. phases.Select(p => At(p, 0.99))];
        RatioInterval? ratio = against is null ? null : RatioInterval.Of(p99, [.. against.Select(p => At(p, 0.99))], _seeds.Stream(name));
        return new(name, RatioInterval.MedianOf([.. phases.Select(p => At(p, 0.5))]), RatioInterval.MedianOf(p99), ratio, bar, phases.Sum(p => p.Length));
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];

    private static WireMap Observation() => new()
    {
        ["observation/image"] = NdArray.Of<byte>(new byte[224 * 224 * 3], 224, 224, 3),
        ["observation/wrist_image"] = NdArray.Of<byte>(new byte[224 * 224 * 3], 224, 224, 3),
        ["observation/state"] = NdArray.Of<float>(new float[8], 8),
        ["prompt"] = "pick up the black bowl",
    };

    private static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
