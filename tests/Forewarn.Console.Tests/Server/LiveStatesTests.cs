using System.Net.Sockets;
using System.Text;

namespace Forewarn.Console.Tests;

public sealed class LiveStatesTests
{
    [Fact]
    public async Task A_page_that_does_not_read_loses_states_but_not_the_latest()
    {
        string filler = new('x', 200_000);
        await using var console = await TestConsole.StartAsync(with: o => o with { Interval = TimeSpan.FromMilliseconds(2) });
        using var socket = new TcpClient { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync("127.0.0.1", console.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /console/events HTTP/1.1\r\nHost: 127.0.0.1:{console.Port}\r\n\r\n"));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 1000; i++)
        {
            console.Robot.Stands(s => s with { Reason = $"{filler} number {i}." });
            await Task.Delay(2);
        }
        // 1000 states of 200 kB each would be 200 MB. Other tests run meanwhile.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 80_000_000);

        var seen = new List<int>();
        using var reader = new StreamReader(socket.GetStream());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (seen.Count == 0 || seen[^1] != 999)
        {
            string line = (await reader.ReadLineAsync(patience.Token))!;
            if (line.IndexOf(" number ", StringComparison.Ordinal) is var at and > 0)
                seen.Add(int.Parse(line.AsSpan(at + 8, line.IndexOf('.', at) - at - 8), System.Globalization.CultureInfo.InvariantCulture));
        }
        Assert.InRange(seen.Count, 2, 900);
        Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public async Task A_page_too_many_is_turned_away_and_a_place_is_given_back()
    {
        await using var console = await TestConsole.StartAsync(with: o => o with { MaxPages = 1 });
        using var client = new HttpClient();
        var first = await client.GetAsync(new Uri(console.Address, "events"), HttpCompletionOption.ResponseHeadersRead);
        using var second = await client.GetAsync(new Uri(console.Address, "events"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(503, (int)second.StatusCode);
        first.Dispose();
        for (int wait = 0; wait < 200 && console.Module.Pages > 0; wait++) await Task.Delay(50);
        Assert.Equal(0, console.Module.Pages);
    }

    [Fact]
    public async Task Something_comes_every_second_and_stopping_does_not_wait_for_pages()
    {
        await using var console = await TestConsole.StartAsync(with: o => o with { Heartbeat = TimeSpan.FromMilliseconds(100) });
        using var client = new HttpClient();
        using var stream = await client.GetStreamAsync(new Uri(console.Address, "events"));
        using var reader = new StreamReader(stream);
        for (int beats = 0; beats < 3;) if ((await reader.ReadLineAsync())!.StartsWith("data: ", StringComparison.Ordinal)) beats++;
        var down = console.DownAsync();
        Assert.Same(down, await Task.WhenAny(down, Task.Delay(TimeSpan.FromSeconds(20))));
    }
}
