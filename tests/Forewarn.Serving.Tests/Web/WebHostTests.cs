using Forewarn.Core;

namespace Forewarn.Serving.Tests.Web;

public sealed class WebHostTests
{
    [Fact]
    public async Task A_taken_port_is_named()
    {
        await using WebHost first = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, []);
        var fault = await Assert.ThrowsAsync<ForewarnException>(() => WebHost.StartAsync(new WebHostOptions { Port = first.Address.Port }, []));
        Assert.StartsWith($"127.0.0.1:{first.Address.Port}: found ", fault.Message);
        Assert.Equal(ExitCode.Environment, fault.ExitCode);
    }

    [Theory]
    [InlineData("robot.example", ExitCode.Usage)]
    [InlineData("192.0.2.1", ExitCode.Environment)] // of no machine (RFC 5737)
    public async Task Only_addresses_of_this_machine(string host, ExitCode code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<ForewarnException>(() => WebHost.StartAsync(new WebHostOptions { Host = host, Port = 0 }, []))).ExitCode);

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public async Task Only_ports(int port) =>
        Assert.Equal(ExitCode.Usage, (await Assert.ThrowsAsync<ForewarnException>(() => WebHost.StartAsync(new WebHostOptions { Port = port }, []))).ExitCode);

    [Fact]
    public async Task The_default_is_the_loopback()
    {
        await using WebHost host = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, []);
        Assert.True(host.Address.IsLoopback);
        Assert.NotEqual(0, host.Address.Port);
    }

    [Theory]
    [InlineData("openpi://box", "ws://box:8000/")]
    [InlineData("openpi://10.0.0.2:9000", "ws://10.0.0.2:9000/")]
    [InlineData("wss://box/pi", "wss://box/pi")]
    [InlineData("ws://box:1", "ws://box:1/")]
    public void Addresses_of_servers(string text, string wanted) => Assert.Equal(new Uri(wanted), OpenpiAddress.Parse(text));

    [Theory]
    [InlineData("box:8000")]
    [InlineData("http://box:8000")]
    [InlineData("")]
    public void Other_addresses_are_refused(string text) => Assert.Throws<ForewarnException>(() => OpenpiAddress.Parse(text));
}
