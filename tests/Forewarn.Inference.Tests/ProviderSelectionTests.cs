using Forewarn.Core;
using Forewarn.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Forewarn.Inference.Tests;

/// <summary>What happens on a machine, or with a build, that has no accelerator: the real runtime refuses.</summary>
public sealed class ProviderSelectionTests
{
    private readonly List<string> _lines = [];

    public ProviderSelectionTests() => Assert.SkipWhen(
        OrtEnv.Instance().GetAvailableProviders().Any(p => p.StartsWith("CUDA", StringComparison.Ordinal)),
        "this build of ONNX Runtime contains CUDA");

    private static byte[] Model()
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, 1);
        graph.Output("y", graph.Mul("x", 2f), OnnxType.Float, 1);
        return OnnxModel.ToBytes(graph);
    }

    [Theory]
    [InlineData(Device.Cuda, "requested cuda; CUDA: ")]
    [InlineData(Device.Auto, "requested auto; TensorRT: ")]
    public void A_missing_accelerator_falls_back_with_one_line(Device device, string start)
    {
        var providers = new ProviderSelection(new() { Device = device, Report = _lines.Add });
        for (int i = 0; i < 3; i++)
        {
            using var session = new GraphSession(Model(), "g", providers);
            Assert.Equal("CPU", session.Provider);
            using var binding = session.Bind().Set<float>("x", [21]);
            binding.Run();
            Assert.Equal(42f, binding.Output<float>("y")[0]);
        }
        string line = Assert.Single(_lines);
        Assert.StartsWith("accelerator: " + start, line);
        Assert.Contains("this build of ONNX Runtime does not contain it", line);
        Assert.EndsWith("in use: CPU", line);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void The_cpu_needs_no_line()
    {
        using var session = new GraphSession(Model(), "g", new(new() { Report = _lines.Add }));
        Assert.Empty(_lines);
    }

    [Fact]
    public void A_required_accelerator_that_is_missing_is_an_error_of_the_machine()
    {
        var options = new RuntimeOptions { Device = Device.Cuda, RequireAccelerator = true, Report = _lines.Add };
        var providers = new ProviderSelection(options);
        for (int i = 0; i < 2; i++)
        {
            var error = Assert.Throws<ForewarnException>(() => new GraphSession(Model(), "g", providers));
            Assert.Equal(ExitCode.Environment, error.ExitCode);
            Assert.Contains("CUDA", error.Message);
        }
        Assert.Empty(_lines);
    }

    [Fact]
    public void An_operator_that_only_an_accelerator_has_is_named_with_the_way_out()
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float16, 1, 4, 4, 8);
        string scale = graph.Initializer("scale", new float[8], 8), shift = graph.Initializer("shift", new float[8], 8);
        graph.Output("y", graph.Op("com.microsoft.GroupNorm", ["x", scale, shift], ("groups", 2), ("activation", 0), ("channels_last", 1)), OnnxType.Float16, 1, 4, 4, 8);
        var error = Assert.Throws<ForewarnException>(() => new GraphSession(
            OnnxModel.ToBytes(graph), "half", new ProviderSelection(new() { Device = Device.Cuda, Report = _lines.Add })));
        Assert.True(error.ExitCode == ExitCode.Environment, error.Message);
        Assert.Contains("graph 'half'", error.Message);
        Assert.Contains("GroupNorm", error.Message);
        Assert.Contains("another precision", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Options_that_contradict_themselves_are_refused()
    {
        Assert.Throws<ForewarnException>(() => new ProviderSelection(new() { IntraOpThreads = 0 }));
        Assert.Throws<ForewarnException>(() => new ProviderSelection(new() { RequireAccelerator = true }));
    }

    [Fact]
    public void Threads_and_spinning_are_options()
    {
        var options = new RuntimeOptions { IntraOpThreads = 2, AllowSpinning = true };
        using var session = new GraphSession(Model(), "g", new(options));
        using var binding = session.Bind().Set<float>("x", [1]);
        binding.Run();
        Assert.Equal(2f, binding.Output<float>("y")[0]);
    }
}
