namespace Forewarn.Serving.Tests.Openpi;

[Collection(MemoryCollection.Name)]
public sealed class OpenpiMemoryTests
{
    [Fact]
    public async Task Garbage_takes_no_memory()
    {
        await using var running = await RunningServer.StartAsync(ScriptedPolicy.Echo);
        await PythonPeer.RunAsync("garbage", running.Address, "300");
        long before = Settled();
        await PythonPeer.RunAsync("garbage", running.Address, "1500");
        Assert.InRange(Settled() - before, long.MinValue, 8 << 20);
    }

    // Live bytes, not those that wait for a collection.
    private static long Settled() => GC.GetTotalMemory(forceFullCollection: true);
}
