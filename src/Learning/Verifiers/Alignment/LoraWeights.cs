using Forewarn.Learning.Training;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>
/// Frozen weights with trained adapters beside them. Adapters begin at zero: B is zero, so the model begins as it was. Where matrices are
/// packed, each part has its own adapter.
/// </summary>
public sealed class LoraWeights : INetworkWeights
{
    private readonly FrozenWeights _frozen;
    private readonly ParameterStore _adapters;
    private readonly LoraOptions _lora;
    private readonly DecoderOptions _decoder;

    /// <param name="adapters">A store on which <see cref="Declare"/> was called.</param>
    public LoraWeights(FrozenWeights frozen, ParameterStore adapters, LoraOptions lora, DecoderOptions decoder) =>
        (_frozen, _adapters, _lora, _decoder) = (frozen, adapters, lora, decoder);

    private double Scale => _lora.Alpha / _lora.Rank;

    public Tensor this[string name] => _frozen[name];

    /// <summary>Declares <c>A [r, in]</c> and <c>B [out, r]</c> of every adapted matrix.</summary>
    public static ParameterStore Declare(ParameterStore store, LoraOptions lora, DecoderOptions decoder)
    {
        lora.Validate();
        for (int i = 0; i < decoder.Layers; i++)
            foreach (string packed in (string[])["qkv", "out", "gate_up", "down"])
                foreach (var (part, inputs, outputs) in Parts(packed, decoder))
                    if (lora.Targets.Contains(part))
                        store.AddNormal($"layers.{i}.{part}.lora_a", 1 / Math.Sqrt(inputs), true, lora.Rank, inputs)
                            .AddConstant($"layers.{i}.{part}.lora_b", 0, outputs, lora.Rank);
        return store;
    }

    public bool Contains(string name) => _frozen.Contains(name);

    /// <inheritdoc/>
    public Tensor Linear(string name, Tensor x)
    {
        using var scope = NewDisposeScope();
        var result = ((INetworkWeights)_frozen).Linear(name, x);
        var (layer, parts) = Adapted(name);
        if (parts.Exists(p => p.Has))
            result = result + cat([.. parts.Select(p => p.Has ? Adapter(layer, p.Part, x) : zeros([.. x.shape[..^1], p.Outputs], x.dtype, x.device))], -1);
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>The weights with their adapters worked in.</summary>
    public float[] Export(string name)
    {
        float[] values = _frozen.Export(name);
        if (!name.EndsWith(".weight", StringComparison.Ordinal)) return values;
        var (layer, parts) = Adapted(name[..^".weight".Length]);
        long row = 0;
        foreach (var (part, inputs, outputs, has) in parts)
        {
            if (has)
            {
                using var scope = NewDisposeScope();
                using var guard = no_grad();
                var product = (Scale * _adapters[$"{layer}.{part}.lora_b"].mm(_adapters[$"{layer}.{part}.lora_a"])).to(CPU);
                var added = product.data<float>();
                for (long i = 0; i < outputs * inputs; i++) values[row * inputs + i] += added[i];
            }
            row += outputs;
        }
        return values;
    }

    private static IEnumerable<(string Part, long Inputs, long Outputs)> Parts(string packed, DecoderOptions d) => packed switch
    {
        "qkv" => [("q", d.Width, d.Heads * d.HeadSize), ("k", d.Width, d.KvHeads * d.HeadSize), ("v", d.Width, d.KvHeads * d.HeadSize)],
        "out" => [("o", d.Heads * d.HeadSize, d.Width)],
        "gate_up" => [("gate", d.Width, d.Hidden), ("up", d.Width, d.Hidden)],
        "down" => [("down", d.Hidden, d.Width)],
        _ => [],
    };

    private (string Layer, List<(string Part, long Inputs, long Outputs, bool Has)> Parts) Adapted(string name)
    {
        int dot = name.LastIndexOf('.');
        string layer = dot < 0 ? "" : name[..dot];
        return (layer, [.. Parts(name[(dot + 1)..], _decoder).Select(p => (p.Part, p.Inputs, p.Outputs, _adapters.Contains($"{layer}.{p.Part}.lora_a")))]);
    }

    private Tensor Adapter(string layer, string part, Tensor x)
    {
        // Adapters are trained in single precision, whatever the frozen weights are kept in.
        var wide = x.to_type(ScalarType.Float32);
        var low = F.linear(wide, _adapters[$"{layer}.{part}.lora_a"]);
        return (Scale * F.linear(low, _adapters[$"{layer}.{part}.lora_b"])).to_type(x.dtype);
    }
}
