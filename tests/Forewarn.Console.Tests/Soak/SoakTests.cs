using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Forewarn.Console.Tests;

/// <summary>
/// A page that is watched for long: neither its heap nor the server's may grow once everything that is bounded is full.
/// <c>FOREWARN_SOAK_MINUTES=30</c> says how long.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class SoakTests(Chromium chromium, ITestOutputHelper output)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Nothing_grows()
    {
        double minutes = double.Parse(Environment.GetEnvironmentVariable("FOREWARN_SOAK_MINUTES") ?? "1", CultureInfo.InvariantCulture);
        TimeSpan end = TimeSpan.FromMinutes(minutes), full = end / 3;
        // All that is bounded is small, so that it is full early: 50 decisions, 200 kB of films.
        await using var console = await TestConsole.StartAsync(with: o => o with { FilmBytes = 200_000 });
        await using var page = await chromium.OpenAsync(console.Address);
        page.Expected = "404 (Not Found)";
        ICDPSession tools = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await tools.SendAsync("Performance.enable");
        long start = TimeProvider.System.GetTimestamp(), index = 4;
        var samples = new List<Sample>();
        for (TimeSpan at = default; at < end; at = TimeProvider.System.GetElapsedTime(start))
        {
            await Act(console, page, index++);
            if (at < full || samples.Count > (at - full).TotalSeconds / 10) continue;
            samples.Add(await Measure(tools, at));
            output.WriteLine(samples[^1].ToString());
        }
        Sample[] early = [.. samples.Take(Math.Max(1, samples.Count / 3))], late = [.. samples.TakeLast(early.Length)];
        Assert.True(samples.Count >= 2, "too short to tell");
        Bounded("page heap, kB", early, late, s => s.PageKb, 1000);
        Bounded("page nodes", early, late, s => s.Nodes, 300);
        Bounded("server heap, kB", early, late, s => s.ServerKb, 3000);
    }

    private static async Task Act(TestConsole console, PageUnderTest page, long index)
    {
        console.Robot.Decide(index, wish: $"wish {index}", chosen: (int)(index % 3), question: index % 11 == 0 ? $"Which, {index}?" : null);
        console.Robot.Stands(s => s with
        {
            Queued = (int)(index % 40), Tick = new(index * 25, 0, 0.1, 0.3 + index % 5, 4), Reason = $"decision {index}",
            Question = index % 11 == 0 ? $"Which, {index}?" : null, QuestionOf = index,
        });
        string? key = (index % 20) switch { 5 => "ArrowLeft", 6 => "ArrowRight", 8 => "l", _ => null };
        if (key is not null) await page.Page.Keyboard.PressAsync(key);
        if (index % 30 is 12) await page.Page.EvaluateAsync("location.hash = 'label'");
        if (index % 30 is 13 or 14) await page.Page.Keyboard.PressAsync(index % 2 == 0 ? "1" : "s");
        if (index % 30 is 15)
        {
            await page.Page.EvaluateAsync("location.hash = 'live'");
            await page.Page.Keyboard.PressAsync("l");
        }
        await Task.Delay(s_pause);
    }

    private static async Task<Sample> Measure(ICDPSession tools, TimeSpan at)
    {
        await tools.SendAsync("HeapProfiler.collectGarbage");
        JsonElement metrics = (await tools.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        double Metric(string name) =>
            metrics.EnumerateArray().Single(m => m.GetProperty("name").GetString() == name).GetProperty("value").GetDouble();
        double server = GC.GetTotalMemory(forceFullCollection: true);
        return new(Math.Round(at.TotalSeconds), Metric("JSHeapUsedSize") / 1e3, Metric("Nodes"), server / 1e3, Environment.WorkingSet / 1e6);
    }

    /// <summary>The least of the last third against the most of the first: what truly grows passes it.</summary>
    private void Bounded(string what, Sample[] early, Sample[] late, Func<Sample, double> of, double slack)
    {
        double before = early.Max(of), after = late.Min(of);
        output.WriteLine($"{what}: {before:f0} at most in the first third of the measured time, {after:f0} at least in the last");
        Assert.InRange(after, 0, before * 1.05 + slack);
    }

    private sealed record Sample(double Seconds, double PageKb, double Nodes, double ServerKb, double ProcessMb);
}
