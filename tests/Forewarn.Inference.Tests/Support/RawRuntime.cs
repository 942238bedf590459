using Forewarn.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Forewarn.Inference.Tests;

/// <summary>Runs graphs through ONNX Runtime's own API, to judge the writer without our sessions.</summary>
internal static class RawRuntime
{
    public static float[] Run(GraphBuilder graph, string output, params (string Name, OrtValue Value)[] inputs) =>
        RunAll(graph, inputs)[output];

    public static Dictionary<string, float[]> RunAll(GraphBuilder graph, params (string Name, OrtValue Value)[] inputs)
    {
        using var session = Open(OnnxModel.ToBytes(graph));
        using var run = new RunOptions();
        using var results = session.Run(run, inputs.ToDictionary(i => i.Name, i => i.Value), session.OutputNames);
        return session.OutputNames.Zip(results).ToDictionary(p => p.First, p => Read(p.Second));
    }

    public static byte[] RunBytes(GraphBuilder graph, params (string Name, OrtValue Value)[] inputs)
    {
        using var session = Open(OnnxModel.ToBytes(graph));
        using var run = new RunOptions();
        using var results = session.Run(run, inputs.ToDictionary(i => i.Name, i => i.Value), session.OutputNames);
        return results[0].GetTensorDataAsSpan<byte>().ToArray();
    }

    public static InferenceSession Open(byte[] model)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return new(model, options);
    }

    public static OrtValue Floats(float[] values, params long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(values, shape);

    public static OrtValue Bytes(byte[] values, params long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(values, shape);

    public static OrtValue Longs(long[] values, params long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(values, shape);

    private static float[] Read(OrtValue value) =>
        value.GetTensorTypeAndShape().ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float
            ? value.GetTensorDataAsSpan<float>().ToArray()
            : [.. value.GetTensorDataAsSpan<long>().ToArray().Select(v => (float)v)];
}
