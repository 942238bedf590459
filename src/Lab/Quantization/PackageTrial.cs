using System.Text.Json;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Lab.Quantization;

/// <summary>
/// Runs the graphs of two packages on the same random inputs. Numbers are drawn by the package's own statistics where it has
/// some of that name, else from a standard normal distribution; pictures are noise; what one graph of a package gives and the
/// next one reads is handed on from the original.
/// </summary>
internal static class PackageTrial
{
    /// <summary>Every free axis has this size.</summary>
    private const int Size = 8;

    private static readonly Dictionary<string, string> s_alias = new() { ["actions"] = "plan", ["start"] = "latents" };

    /// <param name="draws">How often every graph runs.</param>
    /// <returns>One row per output, in the order of the graphs.</returns>
    public static IReadOnlyList<GraphDifference> Run(ModelPackage original, ModelPackage other, int draws, ulong seed)
    {
        var rows = new Dictionary<(string Graph, string Output), GraphDifference>();
        var streams = new SeedStreams(seed);
        for (int draw = 0; draw < draws; draw++)
        {
            var made = new Dictionary<string, float[]>();
            foreach (var graph in original.Manifest.Graphs)
            {
                var stream = streams.Stream(graph.Role, draw);
                using var left = Bound(original.Graph(graph.Role));
                using var right = Bound(other.Graph(graph.Role));
                foreach (var input in original.Graph(graph.Role).Inputs)
                {
                    Fill(original, left[input.Name], input.Name, made, stream);
                    left[input.Name].Bytes.CopyTo(right[input.Name].Bytes);
                }
                left.Run();
                right.Run();
                foreach (var output in original.Graph(graph.Role).Outputs)
                {
                    float[] values = Numbers(left[output.Name]);
                    made[output.Name] = values;
                    var row = Compare(graph.Role, output.Name, values, Numbers(right[output.Name]));
                    rows[(graph.Role, output.Name)] = rows.TryGetValue((graph.Role, output.Name), out var old) ? Joined(old, row) : row;
                }
            }
        }
        // A cache is what a decoder keeps for itself; it shows in the logits.
        return [.. rows.Values.Where(r => !r.Output.StartsWith("present.", StringComparison.Ordinal))];
    }

    private static GraphBinding Bound(GraphSession session)
    {
        var binding = session.Bind();
        foreach (string axis in session.Inputs.Concat(session.Outputs).SelectMany(v => v.Shape).Where(a => a.Name is not null).Select(a => a.Name!).Distinct())
            binding.Resize(axis, Size);
        foreach (var past in session.Inputs.Where(i => i.Name.StartsWith("past_key_values.", StringComparison.Ordinal)))
            binding.Share(past.Name, "present" + past.Name["past_key_values".Length..]);
        return binding;
    }

    private static void Fill(ModelPackage package, TensorBuffer buffer, string name, Dictionary<string, float[]> made, SeedStream stream)
    {
        switch (buffer.Type)
        {
            case OnnxType.Float: Floats(package, buffer, name, made, stream); break;
            case OnnxType.UInt8: foreach (ref byte b in buffer.As<byte>()) b = (byte)stream.Next(256); break;
            case OnnxType.Int64: foreach (ref long id in buffer.As<long>()) id = stream.Next(Vocabulary(package)); break;
            // The rows of a decoder's first run are as long as its buffers.
            case OnnxType.Int32: buffer.As<int>().Fill(name == "seqlens_k" ? Size - 1 : Size); break;
            default:
                throw ForewarnException.Of($"package '{package.Folder}', input '{name}'", buffer.Type.Name(), "float, uint8, int64 or int32",
                    "Such a graph cannot be tried.", ExitCode.Usage);
        }
    }

    private static void Floats(ModelPackage package, TensorBuffer buffer, string name, Dictionary<string, float[]> made, SeedStream stream)
    {
        var values = buffer.As<float>();
        string known = s_alias.GetValueOrDefault(name, name);
        if (made.TryGetValue(known, out var earlier) && earlier.Length >= values.Length)
        {
            earlier.AsSpan(0, values.Length).CopyTo(values);
            return;
        }
        stream.FillNormal(values);
        if (!package.Stats.TryGetValue(known, out var channel) || buffer.Shape[^1] % channel.Mean.Length != 0) return;
        for (int i = 0; i < values.Length; i++)
        {
            int c = i % channel.Mean.Length;
            values[i] = channel.Mean[c] + channel.Std[c] * values[i];
        }
    }

    private static int Vocabulary(ModelPackage package) =>
        package.Manifest.Settings.TryGetValue("vocabulary", out var size) && size.ValueKind == JsonValueKind.Number ? size.GetInt32() : 1;

    private static float[] Numbers(TensorBuffer buffer) => buffer.Type switch
    {
        OnnxType.Float => buffer.As<float>().ToArray(),
        OnnxType.UInt8 => [.. buffer.As<byte>().ToArray().Select(b => (float)b)],
        OnnxType.Int64 => [.. buffer.As<long>().ToArray().Select(v => (float)v)],
        _ => [],
    };

    private static GraphDifference Compare(string graph, string output, float[] wanted, float[] found)
    {
        double largest = 0, magnitude = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            // A number that is no longer finite must not pass for equal.
            double difference = Math.Abs((double)wanted[i] - found[i]);
            largest = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(largest, difference);
            magnitude = Math.Max(magnitude, Math.Abs(wanted[i]));
        }
        return new(graph, output, largest, magnitude, wanted.Length);
    }

    private static GraphDifference Joined(GraphDifference a, GraphDifference b) => a with
    {
        Largest = Math.Max(a.Largest, b.Largest), Magnitude = Math.Max(a.Magnitude, b.Magnitude), Numbers = a.Numbers + b.Numbers,
    };
}
