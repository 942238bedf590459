using Forewarn.Core;
using Forewarn.Onnx;

namespace Forewarn.Inference.Tests;

public sealed class GraphBindingTests
{
    /// <summary>y = tanh(W x + b) with x [N, 8].</summary>
    private static GraphSession Small()
    {
        var graph = new GraphBuilder("small");
        graph.Input("x", OnnxType.Float, "N", 8);
        var weight = new float[64];
        new SeedStream(1).FillNormal(weight);
        graph.Output("y", graph.Tanh(graph.Linear("fc", "x", weight, 8, new float[8])), OnnxType.Float, "N", 8);
        return new(OnnxModel.ToBytes(graph), "small");
    }

    /// <summary>Multiplies a matrix by itself until <c>count</c> runs out: as long as one likes.</summary>
    private static GraphSession Endless()
    {
        var graph = new GraphBuilder("endless");
        graph.Input("count", OnnxType.Int64);
        graph.Input("x", OnnxType.Float, 32, 32);
        var body = graph.Subgraph("body");
        body.Input("i", OnnxType.Int64);
        body.Input("on", OnnxType.Bool);
        body.Input("v", OnnxType.Float, 32, 32);
        body.Output("go", "on", OnnxType.Bool);
        body.Output(body.Tanh(body.MatMul("v", "v")), OnnxType.Float, 32, 32);
        graph.Output("y", graph.Loop(body, "count", "", "x")[0], OnnxType.Float, 32, 32);
        return new(OnnxModel.ToBytes(graph), "endless");
    }

    [Fact]
    public void Runs_allocate_nothing_after_warm_up()
    {
        using var session = Small();
        using var deadline = new CancellationTokenSource();
        using var binding = session.Bind(("N", 4)).WarmUp();
        for (int i = 0; i < 50; i++) binding.Run(deadline.Token);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++)
        {
            binding.Input<float>("x").Fill(i);
            binding.Run();
            binding.Run(deadline.Token);
            _ = binding.Output<float>("y")[0];
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_counter_that_proves_it_does_see_allocations()
    {
        using var session = Small();
        using var binding = session.Bind(("N", 4)).WarmUp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        binding.Resize("N", 64).Run();
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before > 64 * 8 * 4);
    }

    [Fact]
    public void Sizes_may_change_between_runs_and_memory_is_kept()
    {
        using var session = Small();
        using var binding = session.Bind();
        float[] row = [1, -1, 0.5f, 2, 0, 0, 1, 3];
        float[]? first = null;
        foreach (int n in new[] { 1, 7, 2, 7, 1, 100 })
        {
            binding.Resize("N", n);
            for (int i = 0; i < n; i++) row.CopyTo(binding.Input<float>("x")[(i * 8)..]);
            binding.Run();
            var y = binding.Output<float>("y");
            Assert.Equal(n * 8, y.Length);
            first ??= y.ToArray();
            Near.Equal(first, y[^8..], 1e-6f);
        }
    }

    [Fact]
    public void Wrong_names_sizes_and_types_say_what_is_there()
    {
        using var session = Small();
        using var binding = session.Bind();
        Assert.Contains("free axis 'N'", Assert.Throws<ForewarnException>(() => binding.Run()).Message);
        Assert.Contains("free axes N", Assert.Throws<ForewarnException>(() => binding.Resize("K", 2)).Message);
        Assert.Throws<ForewarnException>(() => binding.Resize("N", -1));
        binding.Resize("N", 2);
        Assert.Contains("x, y", Assert.Throws<ForewarnException>(() => binding["z"]).Message);
        var misfit = Assert.Throws<ForewarnException>(() => binding.Set<float>("x", new float[15]));
        Assert.Contains("[2, 8] = 16", misfit.Message);
        Assert.Contains("float", Assert.Throws<ForewarnException>(() => binding.Set<long>("x", new long[16])).Message);
    }

    [Fact]
    public void An_output_can_feed_the_next_run()
    {
        using var session = Small();
        using var first = session.Bind(("N", 1));
        using var second = session.Bind(("N", 1));
        second.Attach("x", first["y"]);
        first.Input<float>("x").Fill(0.25f);
        first.Run();
        var wanted = session.Bind(("N", 1)).Set("x", first.Output<float>("y"));
        wanted.Run();
        second.Run();
        Assert.Equal(wanted.Output<float>("y").ToArray(), second.Output<float>("y").ToArray());
    }

    [Fact]
    public void Attached_memory_must_fit()
    {
        using var session = Small();
        using var binding = session.Bind(("N", 2));
        using var bytes = new TensorBuffer(OnnxType.UInt8, 2, 8);
        using var wide = new TensorBuffer(OnnxType.Float, 2, 9);
        Assert.Contains("uint8", Assert.Throws<ForewarnException>(() => binding.Attach("x", bytes)).Message);
        binding.Attach("x", wide);
        Assert.Contains("[2, 9]", Assert.Throws<ForewarnException>(() => binding.Run()).Message);
        wide.Reshape(2, 8);
        binding.Run();
        wide.Reshape(3, 8);
        Assert.Contains("[3, 8]", Assert.Throws<ForewarnException>(() => binding.Run()).Message);
    }

    [Fact]
    public void An_input_no_operator_reads_is_still_an_input()
    {
        var graph = new GraphBuilder("deaf");
        graph.Input("x", OnnxType.Float, 1);
        graph.Input("state", OnnxType.Float, 1, 20);
        graph.Output("y", graph.Mul("x", 2f), OnnxType.Float, 1);
        using var session = new GraphSession(OnnxModel.ToBytes(graph), "deaf");
        Assert.Equal(["x", "state"], session.Inputs.Select(i => i.Name));
        using var binding = session.Bind().Set<float>("state", new float[20]).Set<float>("x", [4]);
        binding.Run();
        Assert.Equal(8f, binding.Output<float>("y")[0]);
    }

    [Fact]
    public void Empty_tensors_are_tensors()
    {
        using var session = Small();
        using var binding = session.Bind(("N", 0));
        binding.Run();
        Assert.Equal(0, binding.Output<float>("y").Length);
    }

    [Fact]
    public void A_deadline_ends_a_run_in_the_middle_and_the_session_stays_bit_identical()
    {
        using var session = Endless();
        using var binding = session.Bind();
        var x = new float[32 * 32];
        new SeedStream(2).FillNormal(x);
        float[] Twenty()
        {
            binding.Set<long>("count", [20]).Set<float>("x", x);
            binding.Run();
            return binding.Output<float>("y").ToArray();
        }
        var before = Twenty();
        for (int i = 0; i < 5; i++)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
            binding.Set<long>("count", [long.MaxValue]); // would run for ages
            var error = Assert.Throws<OperationCanceledException>(() => binding.Run(deadline.Token));
            Assert.Equal(deadline.Token, error.CancellationToken);
            Assert.Equal(before, Twenty());
        }
    }

    [Fact]
    public void A_deadline_of_one_binding_leaves_the_others_alone()
    {
        using var session = Endless();
        using var stopped = session.Bind().Set<long>("count", [long.MaxValue]);
        using var other = session.Bind().Set<long>("count", [2000]);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        var run = Task.Factory.StartNew(() => stopped.Run(deadline.Token), TaskCreationOptions.LongRunning);
        for (int i = 0; i < 5; i++) other.Run();
        Assert.Throws<OperationCanceledException>(() => run.GetAwaiter().GetResult());
        other.Run();
    }

    [Fact]
    public void A_deadline_that_has_passed_starts_nothing()
    {
        using var session = Small();
        using var binding = session.Bind(("N", 1));
        Assert.ThrowsAny<OperationCanceledException>(() => binding.Run(new CancellationToken(true)));
        binding.Run();
    }

    [Fact]
    public void A_failing_graph_gives_one_clear_line()
    {
        var graph = new GraphBuilder("lookup");
        graph.Input("ids", OnnxType.Int64, 1);
        graph.Output("y", graph.Embedding("e", "ids", [1, 2], 1), OnnxType.Float, 1, 1);
        using var session = new GraphSession(OnnxModel.ToBytes(graph), "lookup");
        using var binding = session.Bind().Set<long>("ids", [5]);
        var error = Assert.Throws<ForewarnException>(() => binding.Run());
        Assert.StartsWith("graph 'lookup' failed:", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        binding.Set<long>("ids", [1]).Run();
        Assert.Equal(2f, binding.Output<float>("y")[0]);
    }

    [Fact]
    public void Released_sessions_refuse_politely()
    {
        var session = Small();
        var binding = session.Bind(("N", 1));
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => binding.Run());
        Assert.Throws<ObjectDisposedException>(() => session.Bind());
        binding.Dispose();
    }
}
