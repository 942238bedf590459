using Forewarn.RosBridge.Cyclone;

namespace Forewarn.RosBridge.Tests.Cyclone;

public sealed class CycloneOptionsTests
{
    [Theory]
    [InlineData(null, RosDistro.Jazzy)]
    [InlineData("", RosDistro.Jazzy)]
    [InlineData("humble", RosDistro.Humble)]
    [InlineData("Iron", RosDistro.Iron)]
    [InlineData("kilted", RosDistro.Kilted)]
    [InlineData("rolling", RosDistro.Kilted)]
    public void The_release_is_read_by_name(string? name, RosDistro distro) => Assert.Equal(distro, CycloneOptions.DistroOf(name));
}
