using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;
using Forewarn.Verifier;

namespace Forewarn.Benchmarks.Workloads;

/// <summary>
/// Candidates that share a prompt and differ in what follows it: the prompt computed once and its cache handed to every
/// row, or computed in every row.
/// </summary>
internal sealed class SharedPromptWork : IDisposable
{
    private const float Near = 1e-4f;

    private readonly VerifierModel _model;
    private readonly int _prompt, _rows;
    private readonly List<IDisposable> _owned = [];
    private readonly GraphBinding _first, _next, _whole;
    private readonly TensorBuffer[] _one, _many;

    /// <exception cref="ForewarnException">The two ways do not give the same logits.</exception>
    public SharedPromptWork(VerifierModel model, int prompt, int candidates)
    {
        (_model, _prompt, _rows) = (model, prompt, candidates);
        (_first, _one) = Bind(1, prompt);
        (_next, _many) = Bind(candidates, 1);
        (_whole, _) = Bind(candidates, prompt + 1);
        Fill();
        float[] shared = RunShared()[..model.Vocabulary].ToArray();
        var repeated = RunRepeated().Slice(prompt * model.Vocabulary, model.Vocabulary);
        for (int i = 0; i < shared.Length; i++)
            if (Math.Abs(shared[i] - repeated[i]) > Near * Math.Max(1, Math.Abs(shared[i])))
                throw ForewarnException.Of($"logit {i} behind a shared prompt", $"{shared[i]}", $"{repeated[i]}", "Export the verifier again.");
    }

    /// <returns>Logits of the last token of every row, <c>[K, 1, V]</c>.</returns>
    public ReadOnlySpan<float> RunShared()
    {
        Run(_first, 0, _prompt);
        for (int i = 0; i < _one.Length; i++)
        {
            var from = _one[i].As<float>();
            var to = _many[i].As<float>();
            for (int k = 0; k < _rows; k++) from.CopyTo(to[(k * from.Length)..]);
        }
        return Run(_next, _prompt, 1);
    }

    /// <returns>Logits of all tokens of every row, <c>[K, prompt + 1, V]</c>.</returns>
    public ReadOnlySpan<float> RunRepeated() => Run(_whole, 0, _prompt + 1);

    public void Dispose() => _owned.ForEach(o => o.Dispose());

    private static ReadOnlySpan<float> Run(GraphBinding binding, int past, int length)
    {
        binding.Input<int>("seqlens_k").Fill(past + length - 1);
        binding.Input<int>("total_sequence_length")[0] = past + length;
        binding.Run();
        return binding.Output<float>("logits");
    }

    private (GraphBinding Binding, TensorBuffer[] Cache) Bind(int rows, int length)
    {
        int capacity = _prompt + 1;
        var binding = _model.Package.Graph("decode").Bind(("B", rows), ("S", length), ("M", capacity));
        _owned.Add(binding);
        var cache = new TensorBuffer[2 * _model.Layers];
        for (int i = 0; i < cache.Length; i++)
        {
            cache[i] = new(OnnxType.Float, rows, _model.KvHeads, capacity, _model.HeadSize);
            _owned.Add(cache[i]);
            string name = $"{i / 2}.{(i % 2 == 0 ? "key" : "value")}";
            binding.Attach("past_key_values." + name, cache[i]).Attach("present." + name, cache[i]);
        }
        return (binding, cache);
    }

    /// <summary>The same seeded embeddings for all: the prompt, then one token.</summary>
    private void Fill()
    {
        int row = (_prompt + 1) * _model.Width;
        var values = new float[row];
        new SeedStreams(1).Stream("shared prompt").FillNormal(values);
        values.AsSpan(0, _prompt * _model.Width).CopyTo(_first.Input<float>("inputs_embeds"));
        for (int k = 0; k < _rows; k++)
        {
            values.AsSpan(_prompt * _model.Width).CopyTo(_next.Input<float>("inputs_embeds")[(k * _model.Width)..]);
            values.CopyTo(_whole.Input<float>("inputs_embeds")[(k * row)..]);
        }
    }
}
