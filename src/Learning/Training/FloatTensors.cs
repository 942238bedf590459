using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Recording.SafeTensors;

namespace Forewarn.Learning.Training;

/// <summary>What training keeps in safetensors files: whole float32 tensors by name, and text.</summary>
internal static class FloatTensors
{
    public static void Write(
        Stream target, IReadOnlyList<(string Name, long[] Shape, float[] Data)> tensors, IReadOnlyDictionary<string, string> metadata) =>
        SafeTensorsWriter.Write(target, [.. tensors.Select(t => new TensorData(t.Name, TensorDtype.F32, t.Shape, Bytes(t.Data)))], metadata);

    /// <exception cref="ForewarnException">The file is missing, cut or no safetensors.</exception>
    public static (Dictionary<string, (long[] Shape, float[] Data)> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        try
        {
            using var file = SafeTensorsFile.Open(path);
            var tensors = file.Tensors.ToDictionary(t => t.Name, t => (t.Shape.ToArray(), file.ReadFloats(t.Name)));
            return (tensors, file.Metadata);
        }
        catch (ForewarnException fault)
        {
            throw new ForewarnException(
                $"checkpoint '{path}' is not complete; name another one, or start the run afresh. {fault.Message}", fault.ExitCode, fault);
        }
    }

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();
}
