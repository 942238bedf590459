using System.Diagnostics;

namespace Forewarn.Recording.Tests.Rosbag;

public sealed class KilledRecorderTests
{
    [Theory]
    [InlineData(1300)]
    [InlineData(1950)]
    public async Task A_killed_process_loses_at_most_its_last_second(int milliseconds)
    {
        using var scratch = new Scratch();
        string bag = scratch.At("bag"), file = Path.Combine(bag, "bag_0.mcap");
        using var child = RecordingChild.Start(bag);
        var watch = Stopwatch.StartNew();
        while (!(File.Exists(file) && new FileInfo(file).Length > 20_000) && watch.Elapsed < TimeSpan.FromSeconds(30)) await Task.Delay(20);
        await Task.Delay(milliseconds);
        long killed = RecordingChild.Now();
        child.Kill();
        await child.WaitForExitAsync();
        Assert.False(File.Exists(Path.Combine(bag, "metadata.yaml")));
        using var reader = BagReader.Open(bag);
        Assert.Contains(reader.Damages, damage => damage.File == "bag_0.mcap");
        int next = 0;
        long last = 0;
        foreach (var message in reader.Messages(new HashSet<string> { "/joint_states" }))
        {
            Assert.Equal(next, message.PublishTime);
            Assert.Equal(Samples.Of(Samples.Joints, next++), message.Data.ToArray());
            last = message.LogTime;
        }

        Assert.InRange((killed - last) / 1e9, -0.1, 1.0);
        // How many depends on how busy the machine is; a recording worth reading back has some.
        Assert.InRange(next, 100, int.MaxValue);
        Assert.Equal((next - 1) / 20 + 1, reader.Find("/camera/image_raw")!.MessageCount, tolerance: 1.0);
    }
}
