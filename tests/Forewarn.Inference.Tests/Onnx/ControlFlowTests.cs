using Forewarn.Onnx;
using Microsoft.ML.OnnxRuntime;
using static Forewarn.Inference.Tests.RawRuntime;

namespace Forewarn.Inference.Tests;

public sealed class ControlFlowTests
{
    /// <summary>h' = W h + a_t with W in the outer graph; the sum of h' is stacked.</summary>
    private static GraphBuilder Recurrence(long[]? inputAxes = null, long[]? outputAxes = null)
    {
        bool batchFirst = inputAxes != null;
        var graph = new GraphBuilder("recurrence");
        graph.Input("h", OnnxType.Float, "K", 2);
        if (batchFirst) graph.Input("a", OnnxType.Float, "K", "H", 2);
        else graph.Input("a", OnnxType.Float, "H", "K", 2);
        var outer = graph.Op("Identity", ["h"]);
        var body = graph.Subgraph("step");
        body.Input("h_t", OnnxType.Float, "K", 2);
        body.Input("a_t", OnnxType.Float, "K", 2);
        var next = body.Add(body.Linear("w", "h_t", [1, 2, 3, 4], 2), "a_t");
        body.Output(next, OnnxType.Float, "K", 2);
        var seen = body.Add(next, outer);
        body.Output(seen, OnnxType.Float, "K", 2);
        var results = graph.Scan(body, ["h"], ["a"], inputAxes, outputAxes);
        graph.Output("last", results[0], OnnxType.Float, "K", 2);
        if (batchFirst) graph.Output("all", results[1], OnnxType.Float, "K", "H", 2);
        else graph.Output("all", results[1], OnnxType.Float, "H", "K", 2);
        return graph;
    }

    [Fact]
    public void Scan_reads_weights_and_values_of_the_outer_graph()
    {
        // h0 = (1, 1); h1 = (3, 7) + (1, 0) = (4, 7); h2 = (18, 40) + (0, 1) = (18, 41); outputs add the outer (1, 1).
        var found = RunAll(Recurrence(), ("h", Floats([1, 1], 1, 2)), ("a", Floats([1, 0, 0, 1], 2, 1, 2)));
        Near.Equal([18, 41], found["last"]);
        Near.Equal([5, 8, 19, 42], found["all"]);
    }

    [Fact]
    public void Scan_can_run_along_the_second_axis()
    {
        float[] a = [1, 0, 0, 1, 0, 0, 0, 0];
        var found = RunAll(Recurrence([1], [1]), ("h", Floats([1, 1, 0, 1], 2, 2)), ("a", Floats(a, 2, 2, 2)));
        // second row: h1 = (2, 4), h2 = (10, 22)
        Near.Equal([18, 41, 10, 22], found["last"]);
        Near.Equal([5, 8, 19, 42, 2, 5, 10, 23], found["all"]);
    }

    [Fact]
    public void Scan_length_is_free()
    {
        var found = RunAll(Recurrence(), ("h", Floats([1, 1], 1, 2)), ("a", Floats(new float[10], 5, 1, 2)));
        Assert.Equal(10, found["all"].Length);
    }

    [Fact]
    public void The_step_alone_and_inside_the_scan_agree_bit_for_bit()
    {
        var stream = new Core.SeedStream(3);
        var weight = new float[16 * 16];
        var a = new float[6 * 3 * 16];
        stream.FillNormal(weight);
        stream.FillNormal(a);
        static string Step(GraphBuilder g, float[] w, string h, string x) => g.Tanh(g.Add(g.Linear("w", h, w, 16), x));

        var scan = new GraphBuilder("scan");
        scan.Input("h", OnnxType.Float, 3, 16);
        scan.Input("a", OnnxType.Float, 6, 3, 16);
        var body = scan.Subgraph("body");
        body.Input("h_t", OnnxType.Float, 3, 16);
        body.Input("a_t", OnnxType.Float, 3, 16);
        body.Output(Step(body, weight, "h_t", "a_t"), OnnxType.Float, 3, 16);
        scan.Output("y", scan.Scan(body, ["h"], ["a"])[0], OnnxType.Float, 3, 16);

        var unrolled = new GraphBuilder("unrolled");
        string h = unrolled.Input("h", OnnxType.Float, 3, 16);
        unrolled.Input("a", OnnxType.Float, 6, 3, 16);
        for (int t = 0; t < 6; t++) h = Step(unrolled, weight, h, unrolled.At("a", 0, t));
        unrolled.Output("y", h, OnnxType.Float, 3, 16);

        (string, OrtValue)[] inputs = [("h", Floats(new float[48], 3, 16)), ("a", Floats(a, 6, 3, 16))];
        Assert.Equal(Run(unrolled, "y", inputs), Run(scan, "y", inputs));
    }

    [Fact]
    public void Loop_stops_on_its_count_and_on_its_condition()
    {
        GraphBuilder Doubling()
        {
            var graph = new GraphBuilder("doubling");
            graph.Input("x", OnnxType.Float, 1);
            graph.Input("count", OnnxType.Int64);
            var body = graph.Subgraph("body");
            body.Input("i", OnnxType.Int64);
            body.Input("on", OnnxType.Bool);
            body.Input("v", OnnxType.Float, 1);
            var next = body.Mul("v", 2f);
            body.Output(body.Squeeze(body.Op("Less", [next, body.Scalar(100f)]), 0), OnnxType.Bool);
            body.Output(next, OnnxType.Float, 1);
            graph.Output("y", graph.Loop(body, "count", "", "x")[0], OnnxType.Float, 1);
            return graph;
        }
        Near.Equal([8], Run(Doubling(), "y", ("x", Floats([1f], 1)), ("count", Longs([3]))));
        Near.Equal([128], Run(Doubling(), "y", ("x", Floats([1f], 1)), ("count", Longs([1000]))));
    }

    [Fact]
    public void If_takes_the_branch_of_its_condition()
    {
        var graph = new GraphBuilder("branch");
        graph.Input("x", OnnxType.Float, 1);
        var positive = graph.Squeeze(graph.Op("Greater", ["x", graph.Scalar(0f)]), 0);
        GraphBuilder Branch(string name, float factor)
        {
            var body = graph.Subgraph(name);
            body.Output(body.Mul("x", factor), OnnxType.Float, 1);
            return body;
        }
        graph.Output("y", graph.If(positive, Branch("then", 10f), Branch("otherwise", -1f))[0], OnnxType.Float, 1);
        Near.Equal([20], Run(graph, "y", ("x", Floats([2f], 1))));
        Near.Equal([3], Run(graph, "y", ("x", Floats([-3f], 1))));
    }

    [Fact]
    public void A_body_that_does_not_fit_is_refused()
    {
        var graph = new GraphBuilder("g");
        graph.Input("x", OnnxType.Float, 1);
        var body = graph.Subgraph("body");
        body.Input("only", OnnxType.Float, 1);
        body.Output("y", "only", OnnxType.Float, 1);
        Assert.Contains("body 'body'", Assert.Throws<ArgumentException>(() => graph.Scan(body, ["x"], ["x"])).Message);
        Assert.Throws<ArgumentException>(() => graph.Loop(body, "", "", "x"));
    }
}
