using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Policies;

/// <summary>The weights of a finished network by name, one safetensors file.</summary>
internal static class NamedWeights
{
    public static void Save(string path, ParameterStore parameters)
    {
        var tensors = parameters.Names
            .Select(n => (n, parameters.ShapeOf(n).ToArray(), parameters.Export(n))).ToArray();
        AtomicFile.Write(path, stream => SafeTensors.Write(stream, tensors, new Dictionary<string, string>()));
    }

    public static void Load(string path, ParameterStore parameters)
    {
        var (tensors, _) = SafeTensors.Read(path);
        foreach (var name in parameters.Names)
        {
            if (!tensors.TryGetValue(name, out var found) || !found.Shape.SequenceEqual(parameters.ShapeOf(name)))
                throw ForewarnException.Of($"weights '{path}'", $"no tensor '{name}' of the network's shape",
                    $"[{string.Join(", ", parameters.ShapeOf(name))}]", "Load the file with the options it was trained with.",
                    ExitCode.Usage);
            parameters.Import(name, found.Data);
        }
    }
}
