using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>
/// What a finished training leaves in its folder for those who use its network: a description <c>NAME.json</c> and the
/// weights <c>NAME.safetensors</c>, where the name says what was trained.
/// </summary>
internal static class FinishedRun
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <param name="finished">Whether the weights must be there; the description is written when the training begins.</param>
    /// <exception cref="ForewarnException">The folder holds no finished training of that name, or a damaged one.</exception>
    public static T Describe<T>(string folder, string name, bool finished = true)
    {
        string path = Description(folder, name);
        if (!File.Exists(path) || (finished && !File.Exists(Weights(folder, name))))
            throw ForewarnException.Of($"{name} run '{folder}'", $"no {name}.json or no {name}.safetensors",
                $"the run folder of a finished {name} training", $"Train the {name} first, or resume its run.", ExitCode.Usage);
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json)!;
        }
        catch (JsonException e)
        {
            throw ForewarnException.Of($"'{path}'", $"text that is no {name} description", "the file as it was written",
                $"Train the {name} again.", ExitCode.Usage, e);
        }
    }

    public static void SaveDescription<T>(string folder, string name, T description) =>
        AtomicFile.WriteText(Description(folder, name), JsonSerializer.Serialize(description, Json) + "\n");

    /// <param name="parameters">Receives the weights of all its names.</param>
    /// <exception cref="ForewarnException">The file is of another network.</exception>
    public static void LoadWeights(string folder, string name, ParameterStore parameters)
    {
        string path = Weights(folder, name);
        var (tensors, _) = FloatTensors.Read(path);
        foreach (var key in parameters.Names)
        {
            if (!tensors.TryGetValue(key, out var found) || !found.Shape.SequenceEqual(parameters.ShapeOf(key)))
                throw ForewarnException.Of($"weights '{path}'", $"no tensor '{key}' of the network's shape",
                    $"[{string.Join(", ", parameters.ShapeOf(key))}]", "Load the file with the options it was trained with.",
                    ExitCode.Usage);
            parameters.Import(key, found.Data);
        }
    }

    public static void SaveWeights(string folder, string name, ParameterStore parameters)
    {
        var tensors = parameters.Names.Select(n => (n, parameters.ShapeOf(n).ToArray(), parameters.Export(n))).ToArray();
        AtomicFile.Write(Weights(folder, name), stream => FloatTensors.Write(stream, tensors, new Dictionary<string, string>()));
    }

    private static string Description(string folder, string name) => Path.Combine(folder, name + ".json");

    private static string Weights(string folder, string name) => Path.Combine(folder, name + ".safetensors");
}
