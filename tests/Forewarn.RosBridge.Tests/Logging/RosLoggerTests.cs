using Forewarn.Messages;
using Forewarn.Messages.RclInterfaces;

namespace Forewarn.RosBridge.Tests.Logging;

public sealed class RosLoggerTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void Entries_reach_rosout_with_name_time_and_place_even_those_who_join_late()
    {
        var logger = new RosLogger(_bench.Node("arm", "-r", "__ns:=/cell/left"));
        logger.Warn("careful");
        var heard = new RawPeer(_bench).Hear("/rosout", Log.Type, QosProfile.Rosout);
        logger.Info("go on");
        _bench.Settle();
        var reader = new WireReader(heard[0]);
        Assert.Equal((1740830400u, 0u, 30), (reader.U32(), reader.U32(), reader.U8()));
        Assert.Equal(("cell.left.arm", "careful", "RosLoggerTests.cs"), (reader.Text(), reader.Text(), reader.Text()));
        Assert.Equal(nameof(Entries_reach_rosout_with_name_time_and_place_even_those_who_join_late), reader.Text());
        Assert.InRange(reader.U32(), 10u, 40u);
        reader.End();
        Assert.Equal(2, heard.Count);
    }

    [Theory]
    [InlineData("", "Info Warn Error Fatal")]
    [InlineData("--log-level debug", "Debug Info Warn Error Fatal")]
    [InlineData("--log-level error", "Error Fatal")]
    [InlineData("--log-level error --log-level cell:=warn", "Warn Error Fatal")]
    [InlineData("--log-level cell:=warn --log-level cell.arm:=fatal", "Fatal")]
    [InlineData("--log-level cell.ar:=fatal", "Info Warn Error Fatal")]
    public void Levels_come_from_the_arguments(string args, string logged)
    {
        var logger = new RosLogger(_bench.Node("arm", ["-r", "__ns:=/cell", .. args.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        var levels = new List<LogLevel>();
        logger.Logged += (level, _) => levels.Add(level);
        logger.Debug("");
        logger.Info("");
        logger.Warn("");
        logger.Error("");
        logger.Fatal("");
        Assert.Equal(logged, string.Join(' ', levels));
    }

    [Fact]
    public void Rosout_can_be_turned_off()
    {
        var node = _bench.Node("arm", "--disable-rosout-logs");
        var heard = new List<string>();
        var logger = new RosLogger(node);
        logger.Logged += (_, text) => heard.Add(text);
        logger.Info("here alone");
        Assert.Equal(0, node.Executor.Transport.Graph.CountPublishers("/rosout"));
        Assert.Equal(["here alone"], heard);
    }
}
