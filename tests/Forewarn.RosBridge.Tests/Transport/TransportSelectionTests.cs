using Forewarn.Core;
using Forewarn.RosBridge.InProcess;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.RosBridge.Tests.Transport;

public sealed class TransportSelectionTests : IDisposable
{
    private readonly string _workspace = Directory.CreateTempSubdirectory("forewarn-workspace-").FullName;

    public void Dispose() => Directory.Delete(_workspace, recursive: true);

    // What is asked for, the middleware, whether a workspace is sourced, whether it has rcldotnet.
    [Theory]
    [InlineData(null, null, false, false, TransportKind.Cyclone, "RMW_IMPLEMENTATION is not set")]
    [InlineData("", "", true, true, TransportKind.Cyclone, "RMW_IMPLEMENTATION is not set")]
    [InlineData("auto", "rmw_cyclonedds_cpp", true, true, TransportKind.Cyclone, "RMW_IMPLEMENTATION=rmw_cyclonedds_cpp")]
    [InlineData("auto", "rmw_fastrtps_cpp", true, true, TransportKind.Rcl, "RMW_IMPLEMENTATION=rmw_fastrtps_cpp and ")]
    [InlineData("Auto", " rmw_zenoh_cpp ", true, true, TransportKind.Rcl, "RMW_IMPLEMENTATION=rmw_zenoh_cpp and ")]
    [InlineData(null, "rmw_fastrtps_cpp", true, false, TransportKind.Cyclone, "but no rcldotnet in AMENT_PREFIX_PATH=")]
    [InlineData(null, "rmw_fastrtps_cpp", false, false, TransportKind.Cyclone, "but no rcldotnet in an empty AMENT_PREFIX_PATH")]
    [InlineData("cyclone", "rmw_fastrtps_cpp", true, true, TransportKind.Cyclone, "FOREWARN_ROS_TRANSPORT=cyclone")]
    [InlineData("rcl", null, false, false, TransportKind.Rcl, "FOREWARN_ROS_TRANSPORT=rcl")]
    [InlineData("RCL", "rmw_cyclonedds_cpp", true, true, TransportKind.Rcl, "FOREWARN_ROS_TRANSPORT=RCL")]
    [InlineData("inproc", "rmw_fastrtps_cpp", true, true, TransportKind.InProcess, "FOREWARN_ROS_TRANSPORT=inproc")]
    public void A_middleware_is_taken(
        string? wanted, string? middleware, bool isSourced, bool hasRcldotnet, TransportKind kind, string reason)
    {
        if (hasRcldotnet) Install();
        var choice = TransportSelection.Choose(Environment(wanted, middleware, isSourced ? $"/nowhere:{_workspace}" : null));
        Assert.Equal(kind, choice.Kind);
        Assert.Contains(reason, choice.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fastdds")]
    [InlineData("dds")]
    public void An_unknown_name_lists_the_choices(string wanted)
    {
        var fault = Assert.Throws<ForewarnException>(() => TransportSelection.Choose(Environment(wanted, null, null)));
        Assert.Equal($"FOREWARN_ROS_TRANSPORT: found '{wanted}', wanted auto, cyclone, rcl, inproc. Correct or unset it.", fault.Message);
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
    }

    [Fact]
    public void What_was_chosen_is_opened_or_the_program_says_what_it_has()
    {
        using var made = new InProcessTransport(new InProcessDomain(new FakeTimeProvider(), null, 0));
        var open = new Dictionary<TransportKind, Func<IRosTransport>>
        {
            [TransportKind.InProcess] = () => made,
            [TransportKind.Cyclone] = () => throw new InvalidOperationException("not this one"),
        };
        Assert.Same(made, TransportSelection.Open(new(TransportKind.InProcess, ""), open));
        var fault = Assert.Throws<ForewarnException>(() => TransportSelection.Open(new(TransportKind.Rcl, ""), open));
        Assert.Contains("found rcl, wanted inproc, cyclone", fault.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Environment(string? wanted, string? middleware, string? prefixes) => name => name switch
    {
        TransportSelection.Variable => wanted,
        TransportSelection.Middleware => middleware,
        AmentPrefixes.Variable => prefixes,
        _ => throw new InvalidOperationException(name),
    };

    private void Install()
    {
        string file = Path.Combine(_workspace, AmentPrefixes.Rcldotnet);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
    }
}
