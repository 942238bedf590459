using Forewarn.Messages;
using Forewarn.Messages.DiagnosticMsgs;

namespace Forewarn.RosBridge.Tests.Diagnostics;

public sealed class DiagnosticsTests
{
    private readonly Bench _bench = new();
    private readonly RosNode _node;
    private readonly DiagnosticsPublisher _diagnostics;
    private readonly List<Dictionary<string, string>> _heard = [];

    public DiagnosticsTests()
    {
        _node = _bench.Node("arm");
        _diagnostics = new(_node, "robot 1");
        _bench.Node("listener").CreateSubscription<DiagnosticArray>("/diagnostics", (DiagnosticArray message, in MessageInfo _) =>
            _heard.Add(message.Status.Span.ToArray().ToDictionary(status => status.Name, Tell)));
    }

    private static string Tell(DiagnosticStatus status)
    {
        Assert.Equal("robot 1", status.HardwareId);
        return $"{(DiagnosticLevel)status.Level}: {status.Message}"
            + string.Concat(status.Values.Span.ToArray().Select(value => $" | {value.Key}={value.Value}"));
    }

    [Fact]
    public void Every_part_is_published_once_a_second()
    {
        var loop = _diagnostics.Add("loop");
        int refreshed = 0;
        _diagnostics.Add("battery", entry =>
        {
            entry["volt"] = "24.1";
            entry.Set(DiagnosticLevel.Error, $"low {++refreshed}");
        });
        _bench.Pass(999);
        Assert.Empty(_heard);
        _bench.Pass(1);
        loop["p99"] = "12 ms";
        loop["late"] = "0";
        loop.Set(DiagnosticLevel.Ok, "running");
        _bench.Pass(2000, 100);
        Assert.Equal(3, _heard.Count);
        Assert.Equal("Stale: nothing was reported yet", _heard[0]["arm: loop"]);
        Assert.Equal("Ok: running | late=0 | p99=12 ms", _heard[1]["arm: loop"]);
        Assert.Equal("Error: low 2 | volt=24.1", _heard[1]["arm: battery"]);
        Assert.Equal(["arm: battery", "arm: loop", "arm: payloads", "arm: quality of service"], _heard[0].Keys.Order());
    }

    [Fact]
    public void A_silent_part_goes_stale_and_comes_back()
    {
        var loop = _diagnostics.Add("loop", staleAfter: TimeSpan.FromMilliseconds(1500));
        loop.Set(DiagnosticLevel.Ok, "running");
        _bench.Pass(2000, 100);
        loop.Set(DiagnosticLevel.Ok, "again");
        _bench.Pass(1000, 100);
        Assert.Equal(["Ok: running", "Stale: silent; last: running", "Ok: again"], _heard.Select(all => all["arm: loop"]));
    }

    [Fact]
    public void Malformed_payloads_show_as_a_warning_once_and_as_a_count()
    {
        _node.CreateSubscription<Text>("chatter", (Text _, in MessageInfo _) => { });
        var raw = new RawPeer(_bench).Node.CreatePublisher("/chatter", Text.Type, QosProfile.Default);
        _bench.Pass(1000);
        raw.Send([1, 2, 3]);
        raw.Send([]);
        _bench.Pass(2000);
        Assert.Equal(["Ok: all decoded", "Warn: 2 did not decode | /chatter=2", "Ok: 2 did not decode | /chatter=2"],
            _heard.Select(all => all["arm: payloads"]));
    }

    [Fact]
    public void An_event_of_quality_of_service_warns_once_and_is_counted()
    {
        var manual = QosProfile.Default with { ManualLiveliness = true, LivelinessLease = TimeSpan.FromMilliseconds(400) };
        var publisher = _node.CreatePublisher<Text>("command", manual);
        _bench.Pass(500);
        publisher.Raw.AssertLiveliness();
        _bench.Pass(500);
        publisher.Dispose();
        _bench.Pass(2000);
        string[] told = [.. _heard.Select(all => all["arm: quality of service"])];
        Assert.Equal("Warn: liveliness lost: /command: this publisher was not asserted within its lease "
            + "| liveliness lost /command=2 (this publisher was not asserted within its lease)", told[0]);
        Assert.StartsWith("Ok: no new events | liveliness lost /command=2 (", told[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_the_transport_cannot_have_stays_a_warning()
    {
        _node.Executor.Transport.QosEvents!(new(QosEventKind.NotOnTransport, "/tf", 1, "no classes"));
        _bench.Pass(3000);
        Assert.Equal(3, _heard.Count);
        Assert.All(_heard, all => Assert.Equal(
            "Warn: not on this transport: /tf: no classes | not on this transport /tf=1 (no classes)", all["arm: quality of service"]));
    }

    [Fact]
    public void A_pair_that_does_not_go_together_stays_a_warning()
    {
        _bench.Pass(1000);
        _node.CreateSubscription<Text>("late", (Text _, in MessageInfo _) => { }, QosProfile.Default with { TransientLocal = true });
        _bench.Node("other").CreatePublisher<Text>("late");
        _bench.Pass(3000);
        string[] told = [.. _heard.Select(all => all["arm: quality of service"])];
        const string Misfit = "publisher refused: durability: volatile offered, transient local asked for";
        Assert.Equal("Ok: no events", told[0]);
        Assert.All(told[1..], text => Assert.Equal($"Warn: incompatible: /late: {Misfit} | incompatible /late=1 ({Misfit})", text));
    }

    [Fact]
    public void Nothing_is_published_once_it_is_disposed_of()
    {
        _diagnostics.Dispose();
        _bench.Pass(3000, 500);
        Assert.Empty(_heard);
    }
}
