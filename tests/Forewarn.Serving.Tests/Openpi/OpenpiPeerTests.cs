using Forewarn.Core;

namespace Forewarn.Serving.Tests.Openpi;

/// <summary>Against NumPy and msgpack over real sockets: what arrives is what was sent, and nobody harms another.</summary>
public sealed class OpenpiPeerTests
{
    [Fact]
    public async Task Every_array_comes_back_bit_for_bit()
    {
        await using var running = await RunningServer.StartAsync(ScriptedPolicy.Echo);
        Assert.Contains("arrays and scalars", await PythonPeer.RunAsync("roundtrip", running.Address));
    }

    [Fact]
    public async Task Hostile_frames_end_their_own_connection()
    {
        await using var running = await RunningServer.StartAsync(ScriptedPolicy.Echo);
        string said = await PythonPeer.RunAsync("hostile", running.Address);
        Assert.EndsWith("alive\n", said);
        Assert.Contains("overflow: frame, key 'x' shape: found [the number 2147483648", said);
        Assert.Contains("complex: frame, key 'x' dtype: found '<c8', wanted", said);
        Assert.Contains("not a map: frame: found a list of 2, wanted a map", said);
        Assert.Contains("text: frame: found a text, wanted a binary frame", said);
    }

    [Fact]
    public async Task Frames_beyond_the_limit_are_refused()
    {
        const int Limit = 300_000;
        await using var running = await RunningServer.StartAsync(ScriptedPolicy.Echo, new() { FrameBytes = Limit });
        await PythonPeer.RunAsync("oversize", running.Address, $"{Limit}");
    }

    [Fact]
    public async Task Only_the_key_lets_in()
    {
        await using var running = await RunningServer.StartAsync(ScriptedPolicy.Echo, new() { ApiKey = "s3cret" });
        await PythonPeer.RunAsync("key", running.Address, "s3cret");
        using OpenpiClient client = await running.ConnectAsync("s3cret");
        await Assert.ThrowsAsync<ForewarnException>(() => running.ConnectAsync("wrong"));
    }

    [Fact]
    public async Task An_error_is_told_as_openpi_tells_it()
    {
        await using var running = await RunningServer.StartAsync(ScriptedPolicy.Echo);
        await PythonPeer.RunAsync("failing", running.Address, "the arm is on fire: found flames, wanted none.");
        Assert.Equal(1, running.Server.Faults);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("batch")]
    [InlineData("flaky")]
    public async Task Plans_come_from_a_stock_server(string mode)
    {
        var (peer, address) = await PythonPeer.ServeAsync(mode);
        using var _ = peer;
        using var proposer = new OpenpiProposer(ProposerCases.Options(address), TimeProvider.System, new SeedStreams(1));
        ActionProposals plans = await proposer.ProposeAsync(ProposerCases.History, mode == "flaky" ? 1 : 3, new SeedStream(1), TestContext.Current.CancellationToken);
        Assert.Equal(4, plans.Steps);
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Select(t => plans.Plan(0)[3 * t + 1]));
        Assert.All(Enumerable.Range(0, plans.Count), n => Assert.Equal(6, plans.Plan(n)[2]));
        if (mode != "flaky") Assert.Equal(3, Enumerable.Range(0, 3).Select(n => plans.Plan(n)[0]).Distinct().Count());
        Assert.Equal(mode == "flaky" ? 1 : 0, proposer.Faults);
        if (mode == "flaky") Assert.Contains("out of memory", proposer.LastFault);
    }
}
