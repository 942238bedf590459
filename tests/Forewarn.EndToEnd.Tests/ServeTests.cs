using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Serving;

namespace Forewarn.EndToEnd.Tests;

/// <summary>The shipped models behind openpi's wire.</summary>
public sealed class ServeTests(ShippedModels shipped) : IClassFixture<ShippedModels>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_clients_with_opposite_wishes_get_different_plans()
    {
        // A loaded test machine must not change the rung.
        var config = new ConfigLoader(shipped.Home.Configs, CliSections.Schema).Load(["cup"], ["steering.deadline_ms=60000", "guards.freshness_ms=60000"]);
        using var server = new OpenpiServer(
            ServingAssembly.Policy(shipped.Models, config, new SeedStreams(99), TimeProvider.System),
            new OpenpiServerOptions { Deadline = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        await using WebHost host = await WebHost.StartAsync(new WebHostOptions { Port = 0 }, [server], Cancel);
        Uri address = OpenpiAddress.Parse(OpenpiAddress.Of(host.Address));
        using OpenpiClient first = await OpenpiClient.ConnectAsync(address, null, TimeProvider.System, Cancel);
        using OpenpiClient second = await OpenpiClient.ConnectAsync(address, null, TimeProvider.System, Cancel);
        var keys = ObservationKeys.Libero(["front", "wrist"]);
        WireMap[] answers = await Task.WhenAll(
            first.InferAsync(keys.ToMap(shipped.Observation.Latest, "pick up the mug by the handle"), Cancel),
            second.InferAsync(keys.ToMap(shipped.Observation.Latest, "pick up the mug by the rim"), Cancel));
        Assert.All(answers, a => Assert.Equal("steered", a.Text("steering/decision")));
        Assert.Equal(["handle", "rim"], answers.Select(Part));
        Assert.All(answers, a => Assert.Equal([40, 5], a.Array("actions").Shape));
        Assert.NotEqual(answers[0].Array("actions").ToFloats(), answers[1].Array("actions").ToFloats());
    }

    private static string? Part(WireMap answer)
    {
        string said = (string)answer.List("steering/narrations")[(int)answer.Number("steering/chosen")]!;
        return ((string[])["handle", "rim", "body"]).FirstOrDefault(part => said.Contains(part, StringComparison.Ordinal));
    }
}
