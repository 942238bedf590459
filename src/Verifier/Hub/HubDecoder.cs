using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier.Hub;

/// <summary>
/// A language model from a folder in the layout of Hugging Face's hub: embedding, decoder, tokenizer and chat template. A vision tower in
/// the folder is never loaded: imagined plans take the place of pictures.
/// </summary>
public sealed class HubDecoder : IDisposable
{
    private readonly GraphSession _embed, _decode;

    private HubDecoder(HubLanguage language, GraphSession embed, GraphSession decode, DecoderModel model) =>
        (Language, _embed, _decode, Model) = (language, embed, decode, model);

    /// <summary>Configuration, tokenizer and chat template.</summary>
    public HubLanguage Language { get; }

    public DecoderModel Model { get; }

    /// <param name="precision">See <see cref="HubGraphs.Find"/>.</param>
    /// <param name="options">Where it runs; what is not there is said in one line, and the next best is taken.</param>
    /// <param name="rows">Rows that will be decoded together, for the memory of the cache.</param>
    /// <param name="tokens">Most tokens per row, likewise.</param>
    /// <param name="memory">Bytes that may be taken; null asks the machine.</param>
    /// <exception cref="ForewarnException">Something is missing, damaged, of another layout, or would not fit into memory.</exception>
    public static HubDecoder Open(string folder, string precision = "", RuntimeOptions? options = null, int rows = 6, int tokens = 512, long? memory = null)
    {
        var language = HubLanguage.Read(folder);
        var config = language.Config;
        var graphs = HubGraphs.Find(folder, precision);
        MemoryBudget.Require($"model '{folder}'", graphs.Bytes, "Choose a smaller precision or model.", memory);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        options ??= RuntimeOptions.Default;
        // Beside small models on the CPU, whose line would look the same.
        var providers = new ProviderSelection(options with { Report = line => options.Report?.Invoke($"decoder '{name}', {line}") });
        GraphSession? embed = null, decode = null;
        try
        {
            embed = GraphSession.Open(graphs.Embedding, $"{name}/embed_tokens", providers);
            decode = GraphSession.Open(graphs.Decoder, $"{name}/decoder", providers);
            var model = new DecoderModel(embed, decode, language.Tokenizer, config.MaxTokens, config.Vocabulary, config.SharesBuffer);
            MemoryBudget.Require($"model '{folder}' with its cache", graphs.Bytes + CacheBytes(model, tokens, rows),
                "Choose a smaller precision or model, or fewer plans.", memory);
            return new(language, embed, decode, model);
        }
        catch
        {
            decode?.Dispose();
            embed?.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of keys and values of that many tokens in that many rows.</summary>
    public static long CacheBytes(DecoderModel model, int tokens, int rows)
    {
        var layout = model.Layout;
        long one = (long)layout.Tensors.Count * layout.KvHeads * layout.HeadSize * layout.CacheType.Size() * tokens * rows;
        return layout.Cache == CacheForm.Shared ? one : 2 * one;
    }

    public void Dispose()
    {
        _decode.Dispose();
        _embed.Dispose();
    }
}
