using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests;

/// <summary>A hand-written service: how long is a text.</summary>
internal sealed class Measure : IRosService<Text, Count>
{
    public static ServiceType Type { get; } = new("test_msgs/srv/Measure", Text.Type, Count.Type);
}
