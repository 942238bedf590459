using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Forewarn.Core;

namespace Forewarn.Serving.Tests.Openpi;

/// <summary>Plans from a server that works, breaks, stalls, or is of another robot.</summary>
public sealed class OpenpiProposerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Our_own_server_is_asked_once_for_all_plans()
    {
        int batches = 0;
        var policy = new ScriptedPolicy(_ => Actions(Interlocked.Increment(ref batches), 4, 3));
        await using var running = await RunningServer.StartAsync(policy);
        using var proposer = Proposer(running.Address);
        ActionProposals plans = await proposer.ProposeAsync(ProposerCases.History, 5, new SeedStream(1), Cancel);
        Assert.Equal([1, 2, 3, 4, 5], Enumerable.Range(0, 5).Select(n => plans.Plan(n)[0]));
        Assert.Equal(1, running.Server.Answers);
        await proposer.ProposeAsync(ProposerCases.History, 5, new SeedStream(1), Cancel);
        Assert.Equal(1, policy.Sessions);
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(3, 3)]
    [InlineData(0, 3)]
    public async Task Another_robot_is_refused(int rows, int width)
    {
        await using var running = await RunningServer.StartAsync(new ScriptedPolicy(_ => Actions(1, rows, width)));
        using var proposer = Proposer(running.Address, o => o with { Retries = 0 });
        var fault = await Assert.ThrowsAsync<ForewarnException>(() => proposer.ProposeAsync(ProposerCases.History, 2, new SeedStream(1), Cancel).AsTask());
        Assert.Contains($"<f4 [{rows}, {width}], wanted [4 or more, 3] (x_m, y_m, z_m)", fault.Message);
    }

    [Fact]
    public async Task Numbers_that_are_none_are_refused()
    {
        var policy = new ScriptedPolicy(_ => new WireMap { ["actions"] = NdArray.Of<float>([1, 1, 1, 1, float.NaN, 1, 1, 1, 1, 1, 1, 1], 4, 3) });
        await using var running = await RunningServer.StartAsync(policy);
        using var proposer = Proposer(running.Address, o => o with { Retries = 0 });
        var fault = await Assert.ThrowsAsync<ForewarnException>(() => proposer.ProposeAsync(ProposerCases.History, 1, new SeedStream(1), Cancel).AsTask());
        Assert.Contains("found NaN at row 1", fault.Message);
    }

    [Fact]
    public async Task Somebody_else_proposes_while_nobody_answers()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var address = OpenpiAddress.Parse($"openpi://127.0.0.1:{port}");
        var fallback = new Standby();
        using var proposer = new OpenpiProposer(
            ProposerCases.Options(address) with { RetryPause = TimeSpan.FromMilliseconds(1) }, TimeProvider.System, new SeedStreams(1), fallback);
        for (int i = 0; i < 8; i++)
            Assert.Equal(42, (await proposer.ProposeAsync(ProposerCases.History, 2, new SeedStream(9), Cancel)).Plan(1)[0]);
        Assert.Equal(8, fallback.Calls);
        // After three decisions of three attempts each, the server is left alone for a while.
        Assert.Equal(9, proposer.Faults);
        using var alone = new OpenpiProposer(ProposerCases.Options(address), TimeProvider.System, new SeedStreams(1));
        var fault = await Assert.ThrowsAsync<ForewarnException>(() => alone.ProposeAsync(ProposerCases.History, 2, new SeedStream(9), Cancel).AsTask());
        Assert.Contains($"openpi server at ws://127.0.0.1:{port}/: found", fault.Message);
    }

    [Fact]
    public async Task The_deadline_is_never_outlived()
    {
        var policy = new ScriptedPolicy(async (_, cancel) =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return [];
        });
        await using var running = await RunningServer.StartAsync(policy);
        using var proposer = Proposer(running.Address, fallback: new Standby());
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        long start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => proposer.ProposeAsync(ProposerCases.History, 2, new SeedStream(1), deadline.Token).AsTask());
        // The server would take ten seconds to give up.
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_server_that_stalls_is_given_up_and_asked_again()
    {
        int calls = 0;
        var policy = new ScriptedPolicy(async (_, cancel) =>
        {
            if (Interlocked.Increment(ref calls) == 1) await Task.Delay(Timeout.Infinite, cancel);
            return Actions(7, 4, 3);
        });
        await using var running = await RunningServer.StartAsync(policy, new() { Workers = 2 });
        using var proposer = Proposer(running.Address, o => o with { Timeout = TimeSpan.FromMilliseconds(300) });
        ActionProposals plans = await proposer.ProposeAsync(ProposerCases.History, 1, new SeedStream(1), Cancel);
        Assert.Equal(7, plans.Plan(0)[0]);
        Assert.Equal((2, 1), (policy.Sessions, (int)proposer.Faults));
    }

    [Fact]
    public void A_dot_makes_a_map_in_a_map()
    {
        var keys = new ObservationKeys { Cameras = new Dictionary<string, string> { ["front"] = "images.cam_high" }, State = "state" };
        WireMap map = keys.ToMap(ProposerCases.History.Latest, null);
        Assert.Equal([4, 6, 3], map.Map("images").Array("cam_high").Shape);
        Assert.Equal([1f, 2, 3], map.Array("state").ToFloats());
        Assert.False(map.Has("prompt"));
    }

    private static OpenpiProposer Proposer(Uri address, Func<OpenpiProposerOptions, OpenpiProposerOptions>? change = null, IActionProposer? fallback = null)
    {
        var options = ProposerCases.Options(OpenpiAddress.Parse($"openpi://127.0.0.1:{address.Port}"));
        return new(change?.Invoke(options) ?? options, TimeProvider.System, new SeedStreams(1), fallback);
    }

    private static WireMap Actions(float first, int rows, int width)
    {
        var values = new float[rows * width];
        if (values.Length > 0) values[0] = first;
        return new WireMap { ["actions"] = NdArray.Of<float>(values, rows, width) };
    }

    private sealed class Standby : IActionProposer
    {
        public int Calls { get; private set; }

        public ActionSpec Spec => ProposerCases.Spec;

        public ValueTask<ActionProposals> ProposeAsync(ObservationHistory history, int count, SeedStream seed, CancellationToken deadline)
        {
            Calls++;
            var values = new float[count * 12];
            Array.Fill(values, 42);
            return ValueTask.FromResult(new ActionProposals(values, count, Spec));
        }
    }
}
