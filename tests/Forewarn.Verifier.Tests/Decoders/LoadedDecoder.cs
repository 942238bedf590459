using System.Text.Json.Nodes;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier.Tests.Decoders;

/// <summary>A tiny decoder in sessions, with a tokenizer of as many tokens as it has.</summary>
internal sealed class LoadedDecoder : IDisposable
{
    private readonly GraphSession _embed, _decode;

    public LoadedDecoder(TinyDecoder tiny, TinyLayout layout, int? tokens = null)
    {
        (_embed, _decode) = (new(OnnxModel.ToBytes(tiny.Embedding(layout)), "embed_tokens"), new(OnnxModel.ToBytes(tiny.Decoder(layout)), "decoder_model_merged"));
        Model = new(_embed, _decode, TextTokenizer.Parse(Tokenizer(tokens ?? tiny.Vocabulary)), TinyDecoder.Reach, sharesBuffer: layout.Shared);
    }

    public DecoderModel Model { get; }

    public void Dispose()
    {
        _decode.Dispose();
        _embed.Dispose();
    }

    private static byte[] Tokenizer(int tokens) => System.Text.Encoding.UTF8.GetBytes(new JsonObject
    {
        ["added_tokens"] = new JsonArray(new JsonObject { ["id"] = 0, ["content"] = "<end>" }),
        ["model"] = new JsonObject
        {
            ["type"] = "BPE", ["merges"] = new JsonArray(),
            ["vocab"] = new JsonObject(Enumerable.Range(0, tokens).Select(i => KeyValuePair.Create(i == 0 ? "<end>" : ByteSymbols.Of[i].ToString(), (JsonNode?)i))),
        },
    }.ToJsonString());
}
