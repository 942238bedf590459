using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier.Hub;

/// <summary>
/// A picture as one square tile, the way of SmolVLM: <c>pixel_values [B, n, 3, S, S]</c> and, where the graph reads it,
/// <c>pixel_attention_mask [B, n, S, S]</c>, true throughout. The picture is stretched to the square and not split.
/// </summary>
internal sealed class TileInput : IPictureInput
{
    private readonly PictureForm _form;
    private readonly int _side, _tokens;
    private readonly FloatTensor _pixels;
    private readonly TensorBuffer? _mask;

    public TileInput(GraphSession graph, GraphBinding binding, PictureForm form, ValueInfo features)
    {
        _form = form;
        var pixels = graph.Inputs.First(i => i.Name == HubVision.Pixels);
        var (height, width) = (pixels.Shape[3], pixels.Shape[4]);
        long? side = height.Name is null ? height.Size : form.Side;
        if (side is not > 0 || (pixels.Shape[2].Name is null && pixels.Shape[2].Size != 3) || (width.Name is null && width.Size != side))
            throw ForewarnException.Of($"graph '{graph.Name}', '{pixels.Name}'", $"[{string.Join(", ", pixels.Shape)}]", "[B, n, 3, S, S] of a known size",
                "Export the vision graph with its size fixed, or name max_image_size in preprocessor_config.json.");
        _side = (int)side;
        long tokens = features.Shape.Count == 3 && features.Shape[1].Name is null ? features.Shape[1].Size : form.Tokens ?? 0;
        if (tokens < 1)
            throw ForewarnException.Of($"graph '{graph.Name}', '{features.Name}'", $"[{string.Join(", ", features.Shape)}]", "[B * n, T, D] with T known",
                "Export the vision graph with its tokens fixed, or name image_seq_len in processor_config.json.");
        _tokens = (int)tokens;
        _pixels = new(pixels.Type, 1, 1, 3, _side, _side);
        binding.Attach(pixels.Name, _pixels.Buffer);
        if (graph.Inputs.FirstOrDefault(i => i.Name == HubVision.Mask) is not { } mask) return;
        _mask = new(mask.Type, 1, 1, _side, _side);
        _mask.As<bool>().Fill(true);
        binding.Attach(mask.Name, _mask);
    }

    public int Tokens(int height, int width) => _tokens;

    public void Fill(CameraFrame picture)
    {
        _form.Fill(picture, _side, _side, _pixels.Values);
        _pixels.Store();
    }

    public void Dispose()
    {
        _pixels.Dispose();
        _mask?.Dispose();
    }
}
