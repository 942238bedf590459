using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier.Hub;

/// <summary>
/// The vision graph of a model folder: pictures to the rows that stand in the places of image tokens. Steering never loads it, since
/// imagined plans are projected into those rows; it is for narrators that look at pictures instead, to compare with. Not for several
/// threads at once.
/// </summary>
public sealed class HubVision : IDisposable
{
    internal const string Pixels = "pixel_values", Mask = "pixel_attention_mask", Grid = "grid_thw", FeatureName = "image_features";

    private const string Fix = "Export the vision graph with the names of the Hugging Face layout.";

    private readonly GraphSession _session;
    private readonly GraphBinding _binding;
    private readonly IPictureInput _input;
    private readonly FloatTensor _features;
    private readonly int _rank;

    private HubVision(GraphSession session, int width, PictureForm form)
    {
        (_session, Width) = (session, width);
        var features = Features(session, width);
        var pixels = Named(session, session.Inputs, Pixels);
        _rank = features.Shape.Count;
        string[] foreign = [.. session.Inputs.Select(i => i.Name).Except(pixels.Shape.Count == 2 ? [Pixels, Grid] : [Pixels, Mask])];
        bool patches = pixels.Shape.Count == 2 && Named(session, session.Inputs, Grid).Type == OnnxType.Int64;
        if (pixels.Shape.Count is not (2 or 5) || pixels.Type is not (OnnxType.Float or OnnxType.Float16) || foreign.Length > 0)
            throw ForewarnException.Of($"graph '{session.Name}'", string.Join(", ", session.Inputs.Select(i => $"{i.Name} {i.TypeName} [{string.Join(", ", i.Shape)}]")),
                $"{Pixels} [B, n, 3, S, S] with or without {Mask}, or {Pixels} [patches, numbers] with {Grid}", Fix);
        _binding = session.Bind();
        try
        {
            _input = patches ? new PatchInput(session, _binding, form) : new TileInput(session, _binding, form, features);
        }
        catch
        {
            _binding.Dispose();
            throw;
        }
        _features = new(features.Type, [.. Enumerable.Repeat(1L, _rank - 1), width]);
        _binding.Attach(features.Name, _features.Buffer);
    }

    /// <summary>Width <c>D</c> of a row.</summary>
    public int Width { get; }

    /// <param name="folder">A model folder with <c>vision_encoder*.onnx</c> and <c>preprocessor_config.json</c>.</param>
    /// <param name="width">Width <c>D</c> of the decoder that reads the rows.</param>
    /// <param name="precision">As files are named; where this one has no vision graph, the one in full precision is taken.</param>
    /// <exception cref="ForewarnException">The graph is missing, of another layout, or of another width than the decoder.</exception>
    public static HubVision Open(string folder, int width, string precision = "", RuntimeOptions? options = null)
    {
        var form = PictureForm.Read(folder);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        options ??= RuntimeOptions.Default;
        var providers = new ProviderSelection(options with { Report = line => options.Report?.Invoke($"vision graph of '{name}', {line}") });
        var session = GraphSession.Open(HubGraphs.FindVision(folder, precision), $"{name}/vision_encoder", providers);
        try
        {
            return new(session, width, form);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Rows <c>T</c> of a picture of this size.</summary>
    public int Tokens(int height, int width) => _input.Tokens(height, width);

    /// <summary>Computes a picture's rows.</summary>
    /// <param name="target"><c>[T, D]</c>.</param>
    /// <exception cref="ForewarnException">The graph failed.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public void Read(CameraFrame picture, Span<float> target, CancellationToken deadline)
    {
        int tokens = Tokens(picture.Height, picture.Width);
        if (_rank == 3) _features.Buffer.Reshape(1, tokens, Width);
        else _features.Buffer.Reshape(tokens, Width);
        _input.Fill(picture);
        _binding.Run(deadline);
        _features.Load().CopyTo(target);
    }

    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _features.Dispose();
        _session.Dispose();
    }

    private static ValueInfo Features(GraphSession session, int width)
    {
        var features = Named(session, session.Outputs, FeatureName);
        if (features.Shape.Count is not (2 or 3) || features.Type is not (OnnxType.Float or OnnxType.Float16))
            throw ForewarnException.Of($"graph '{session.Name}', '{FeatureName}'", $"{features.TypeName} [{string.Join(", ", features.Shape)}]",
                "float or float16 [tokens, D] or [pictures, tokens, D]", Fix);
        return features.Shape[^1].Name is not null || features.Shape[^1].Size == width
            ? features
            : throw ForewarnException.Of($"graph '{session.Name}', '{FeatureName}'", $"rows of width {features.Shape[^1].Size}", $"{width} as the decoder reads",
                "Take vision graph and decoder from one model.");
    }

    private static ValueInfo Named(GraphSession session, IReadOnlyList<ValueInfo> values, string name) => values.FirstOrDefault(v => v.Name == name)
        ?? throw ForewarnException.Of($"graph '{session.Name}'", $"the values {string.Join(", ", values.Select(v => v.Name))}", $"'{name}'", Fix);
}
