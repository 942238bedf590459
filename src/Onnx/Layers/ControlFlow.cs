namespace Forewarn.Onnx;

/// <summary>
/// Operators with bodies. Bodies come from <see cref="GraphBuilder.Subgraph"/> and may read outer values.
/// </summary>
public static class ControlFlow
{
    /// <summary>
    /// Runs <paramref name="body"/> once per element of the sequences. Body inputs: states, then one element of each
    /// sequence. Body outputs: next states, then one element of each stacked output.
    /// </summary>
    /// <param name="inputAxes">Axis each sequence runs along; null = 0 for all.</param>
    /// <param name="outputAxes">Axis each output is stacked along; null = 0 for all.</param>
    /// <returns>Final states, then stacked outputs.</returns>
    public static string[] Scan(this GraphBuilder graph, GraphBuilder body, ReadOnlySpan<string> states,
        ReadOnlySpan<string> sequences, long[]? inputAxes = null, long[]? outputAxes = null)
    {
        int stacked = body.Outputs.Count - states.Length;
        Require(body, body.Inputs.Count == states.Length + sequences.Length && stacked >= 0,
            $"{states.Length} states and {sequences.Length} sequences");
        return graph.Ops("Scan", [.. states, .. sequences], body.Outputs.Count,
            ("body", body), ("num_scan_inputs", sequences.Length),
            ("scan_input_axes", inputAxes ?? new long[sequences.Length]),
            ("scan_output_axes", outputAxes ?? new long[stacked]));
    }

    /// <summary>
    /// Repeats <paramref name="body"/> while its first output holds, at most <paramref name="count"/> times. Body
    /// inputs: iteration (int64), condition (bool), states. Body outputs: condition, next states, then stacked outputs.
    /// </summary>
    /// <param name="count">int64 scalar, or empty for no limit.</param>
    /// <param name="condition">bool scalar, or empty for true.</param>
    /// <returns>Final states, then stacked outputs.</returns>
    public static string[] Loop(
        this GraphBuilder graph, GraphBuilder body, string count, string condition, params ReadOnlySpan<string> states)
    {
        bool fits = body.Inputs.Count == states.Length + 2 && body.Outputs.Count > states.Length;
        Require(body, fits, $"{states.Length} states");
        return graph.Ops("Loop", [count, condition, .. states], body.Outputs.Count - 1, ("body", body));
    }

    /// <summary>Runs one of two bodies without inputs; both have the same outputs.</summary>
    public static string[] If(this GraphBuilder graph, string condition, GraphBuilder then, GraphBuilder otherwise)
    {
        bool fits = then.Inputs.Count == 0 && then.Outputs.Count == otherwise.Outputs.Count;
        Require(then, fits, $"{otherwise.Outputs.Count} outputs");
        return graph.Ops("If", [condition], then.Outputs.Count, ("then_branch", then), ("else_branch", otherwise));
    }

    private static void Require(GraphBuilder body, bool fits, string wanted)
    {
        if (!fits)
            throw new ArgumentException(
                $"body '{body.Name}': found {body.Inputs.Count} inputs and {body.Outputs.Count} outputs, " +
                $"which do not fit {wanted}.", nameof(body));
    }
}
