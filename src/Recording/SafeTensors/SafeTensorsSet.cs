using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Recording.SafeTensors;

/// <summary>Tensors spread over several files that <c>model.safetensors.index.json</c> lists, or all in one file.</summary>
public sealed class SafeTensorsSet : IDisposable
{
    public const string IndexName = "model.safetensors.index.json";

    /// <summary>Far above the index of any model; a larger file is something else.</summary>
    private const long MostIndexBytes = 64 << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly Dictionary<string, SafeTensorsFile> _files = [];
    private readonly Dictionary<string, SafeTensorsFile> _byTensor = [];

    private SafeTensorsSet()
    {
    }

    /// <summary>Names of all tensors.</summary>
    public IReadOnlyCollection<string> Names => _byTensor.Keys;

    /// <param name="path">A file, an index, or a folder with <c>model.safetensors.index.json</c> or <c>model.safetensors</c>.</param>
    /// <exception cref="ForewarnException">A file is missing or damaged, or the index names what the files do not hold.</exception>
    public static SafeTensorsSet Open(string path)
    {
        if (Directory.Exists(path))
            path = Path.Combine(path, File.Exists(Path.Combine(path, IndexName)) ? IndexName : "model.safetensors");
        var set = new SafeTensorsSet();
        try
        {
            if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) set.OpenIndexed(path);
            else set.OpenWhole(path);
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>The file that holds a tensor.</summary>
    /// <exception cref="ForewarnException">No tensor of that name.</exception>
    public SafeTensorsFile FileOf(string name) => _byTensor.TryGetValue(name, out var file)
        ? file
        : throw ForewarnException.Of("safetensors", $"no tensor '{name}'", $"one of {_byTensor.Count}", "Use the files of the same network.", ExitCode.Usage);

    public TensorEntry Entry(string name) => FileOf(name).Entry(name);

    /// <inheritdoc cref="SafeTensorsFile.ReadFloats(string)"/>
    public float[] ReadFloats(string name) => FileOf(name).ReadFloats(name);

    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }

    private void OpenWhole(string path)
    {
        var file = _files[path] = SafeTensorsFile.Open(path);
        foreach (var tensor in file.Tensors) _byTensor[tensor.Name] = file;
    }

    private void OpenIndexed(string path)
    {
        foreach (var (tensor, name) in ReadIndex(path))
        {
            // An index may come from anywhere: it must not point out of its folder.
            if (name.Length == 0 || Path.GetFileName(name) != name)
                throw SafeTensorsFault.Of(path, $"the file name '{name}'", "a file beside the index");
            if (!_files.TryGetValue(name, out var file))
                _files[name] = file = SafeTensorsFile.Open(Path.Combine(Path.GetDirectoryName(path)!, name));
            if (!file.Contains(tensor)) throw SafeTensorsFault.Of(path, $"tensor '{tensor}' in '{name}'", "a tensor that this file holds");
            _byTensor[tensor] = file;
        }
    }

    private static Dictionary<string, string> ReadIndex(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MostIndexBytes) throw SafeTensorsFault.Of(path, $"an index of {stream.Length} bytes", "64 MiB at most");
            using var document = JsonDocument.Parse(stream, Strict);
            return document.RootElement.GetProperty("weight_map").EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetString() ?? "");
        }
        catch (Exception fault) when (
            fault is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw SafeTensorsFault.Of(path, $"an unreadable index ({fault.Message.TrimEnd('.')})", "JSON with a weight_map {tensor: file}", fault);
        }
    }
}
