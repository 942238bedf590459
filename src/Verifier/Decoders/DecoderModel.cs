using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier;

/// <summary>A language model as two graphs and a tokenizer: tokens to embeddings, embeddings to logits.</summary>
public sealed class DecoderModel
{
    /// <param name="embed"><c>input_ids [B, S]</c> to <c>inputs_embeds [B, S, D]</c>.</param>
    /// <param name="decode">See <see cref="DecoderLayout"/>.</param>
    /// <param name="maxTokens">Longest sequence that the model was made for.</param>
    /// <param name="vocabulary">V where the graph leaves that axis free, else null.</param>
    /// <exception cref="ForewarnException">Graphs and tokenizer are not of one model.</exception>
    public DecoderModel(
        GraphSession embed, GraphSession decode, TextTokenizer tokenizer, int maxTokens, int? vocabulary = null, bool sharesBuffer = false)
    {
        (Embed, Decode, Tokenizer, MaxTokens) = (embed, decode, tokenizer, maxTokens);
        Layout = DecoderLayout.Of(decode, sharesBuffer);
        Vocabulary = Layout.Vocabulary > 0 ? Layout.Vocabulary : vocabulary ?? throw ForewarnException.Of(
            $"graph '{decode.Name}', 'logits'", "a free last axis", "the vocabulary's size",
            "Export the decoder with that axis fixed, or name vocab_size in config.json.");
        RequireEmbedding(embed);
        if (vocabulary is int said && said != Vocabulary)
            throw Disagree($"{said} tokens in the configuration", $"{Vocabulary} as in the logits of '{decode.Name}'");
        if (tokenizer.Count > Vocabulary)
            throw Disagree($"{tokenizer.Count} tokens in the tokenizer", $"at most {Vocabulary}, the rows of the embedding and of the logits");
    }

    public GraphSession Embed { get; }

    public GraphSession Decode { get; }

    public TextTokenizer Tokenizer { get; }

    public DecoderLayout Layout { get; }

    /// <summary>Longest sequence.</summary>
    public int MaxTokens { get; }

    /// <summary>Number of tokens <c>V</c>.</summary>
    public int Vocabulary { get; }

    /// <summary>Width <c>D</c> of a token.</summary>
    public int Width => Layout.Width;

    private static ForewarnException Disagree(string found, string wanted) => ForewarnException.Of(
        "decoder", found, wanted, "Take tokenizer, configuration and graphs from one model.");

    private void RequireEmbedding(GraphSession embed)
    {
        bool named = embed.Inputs is [{ Name: "input_ids", Type: OnnxType.Int64 }] && embed.Outputs is [{ Name: "inputs_embeds" }];
        if (!named)
            throw ForewarnException.Of($"graph '{embed.Name}'",
                $"{string.Join(", ", embed.Inputs.Select(i => i.Name))} to {string.Join(", ", embed.Outputs.Select(o => o.Name))}",
                "input_ids (int64) to inputs_embeds", "Export the embedding with the names of the Hugging Face layout.");
        var output = embed.Outputs[0];
        if (output.Type is not (OnnxType.Float or OnnxType.Float16) || output.Shape.Count != 3)
            throw ForewarnException.Of($"graph '{embed.Name}', 'inputs_embeds'", $"{output.TypeName} [{string.Join(", ", output.Shape)}]",
                "float or float16 [B, S, D]", "Export the embedding again.");
        if (output.Shape[2].Size >= 0 && output.Shape[2].Size != Layout.Width)
            throw Disagree($"embeddings of width {output.Shape[2].Size}", $"{Layout.Width} as the decoder reads");
    }
}
