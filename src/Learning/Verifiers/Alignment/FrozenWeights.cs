using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Recording.SafeTensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>
/// A language model's weights from its safetensors files, in the names of <see cref="DecoderNet"/>: queries, keys and values as one
/// matrix, gate and up as one. They are never trained and need no gradients.
/// </summary>
public sealed class FrozenWeights : INetworkWeights, IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = [];

    private FrozenWeights()
    {
    }

    /// <summary>Scalars held.</summary>
    public long Count => _tensors.Values.Sum(t => t.numel());

    public Tensor this[string name] => _tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new ForewarnException($"weights '{name}': not in this model; it has {_tensors.Count}, the first is '{_tensors.Keys.FirstOrDefault()}'.");

    /// <param name="folder">Holds <c>model.safetensors</c>, or an index and its shards.</param>
    /// <param name="type">Float32, or BFloat16 for half the memory.</param>
    /// <param name="memory">Bytes that may be taken; null asks the machine.</param>
    /// <exception cref="ForewarnException">A shard or tensor is missing, of another shape or type, or the model would not fit into memory.</exception>
    public static FrozenWeights Load(string folder, DecoderOptions options, ScalarType type = ScalarType.Float32, Device? device = null, long? memory = null)
    {
        using var files = SafeTensorsSet.Open(folder);
        var names = new WeightNames(files, options);
        long scalars = names.All.SelectMany(n => n.Parts).Sum(p => files.Entry(p.Name).Count);
        MemoryBudget.Require($"weights of '{folder}'", scalars * (type == ScalarType.Float32 ? 4 : 2), "Choose a smaller model, or bfloat16.", memory);
        var weights = new FrozenWeights();
        try
        {
            foreach (var weight in names.All) weights._tensors.Add(weight.Name, Read(files, weight, type, device ?? CPU));
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public bool Contains(string name) => _tensors.ContainsKey(name);

    public float[] Export(string name)
    {
        using var scope = NewDisposeScope();
        return this[name].to(CPU).to_type(ScalarType.Float32).contiguous().data<float>().ToArray();
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values) tensor.Dispose();
    }

    private static Tensor Read(SafeTensorsSet files, WeightNames.Weight weight, ScalarType type, Device device)
    {
        using var scope = NewDisposeScope();
        var parts = weight.Parts.Select(p =>
        {
            var entry = files.Entry(p.Name);
            if (!entry.Shape.SequenceEqual(p.Shape))
                throw ForewarnException.Of($"tensor '{p.Name}'", $"[{string.Join(", ", entry.Shape)}]", $"[{string.Join(", ", p.Shape)}] as config.json says",
                    "Take config.json and weights from one model.");
            return tensor(files.ReadFloats(p.Name), p.Shape).to_type(type);
        }).ToArray();
        var whole = parts.Length == 1 ? parts[0] : cat(parts, 0);
        return whole.to(device).requires_grad_(false).DetachFromDisposeScope();
    }
}
