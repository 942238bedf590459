using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier.Hub;

/// <summary>
/// A picture as a list of patches, the way of Qwen2-VL: <c>pixel_values [patches, 3 · t · p · p]</c> and <c>grid_thw [n, 3]</c>. Patches that
/// merge into one token follow each other; within a patch the order is channel, frame, row, column.
/// </summary>
internal sealed class PatchInput : IPictureInput
{
    private readonly PictureForm _form;
    private readonly FloatTensor _pixels;
    private readonly TensorBuffer _grid = new(OnnxType.Int64, 1, 3);
    private float[] _planes = [];

    public PatchInput(GraphSession graph, GraphBinding binding, PictureForm form)
    {
        _form = form;
        var pixels = graph.Inputs.First(i => i.Name == HubVision.Pixels);
        if (pixels.Shape[1].Name is null && pixels.Shape[1].Size != Numbers)
            throw ForewarnException.Of($"graph '{graph.Name}', '{pixels.Name}'", $"patches of {pixels.Shape[1].Size} numbers",
                $"{Numbers} = 3 x {form.TemporalPatchSize} x {form.PatchSize} x {form.PatchSize} as in preprocessor_config.json",
                "Take graph and configuration from one model.");
        _pixels = new(pixels.Type, 1, Numbers);
        binding.Attach(pixels.Name, _pixels.Buffer).Attach(HubVision.Grid, _grid);
    }

    private int Numbers => 3 * _form.TemporalPatchSize * _form.PatchSize * _form.PatchSize;

    /// <summary>Pixels along the side of a token.</summary>
    private int Token => _form.PatchSize * _form.MergeSize;

    public int Tokens(int height, int width)
    {
        var (rows, columns) = Fitted(height, width);
        return rows / Token * (columns / Token);
    }

    public void Fill(CameraFrame picture)
    {
        var (height, width) = Fitted(picture.Height, picture.Width);
        if (_planes.Length < 3 * height * width) _planes = new float[3 * height * width];
        _form.Fill(picture, height, width, _planes);
        int patch = _form.PatchSize, merge = _form.MergeSize, rows = height / patch, columns = width / patch, at = 0;
        _pixels.Buffer.Reshape(rows * columns, Numbers);
        (_grid.As<long>()[0], _grid.As<long>()[1], _grid.As<long>()[2]) = (1, rows, columns);
        var target = _pixels.Values;
        for (int row = 0; row < rows; row += merge)
            for (int column = 0; column < columns; column += merge)
                for (int inner = 0; inner < merge * merge; inner++)
                    Patch(target.Slice(at++ * Numbers, Numbers), (row + inner / merge) * patch, (column + inner % merge) * patch, height, width);
        _pixels.Store();
    }

    public void Dispose()
    {
        _pixels.Dispose();
        _grid.Dispose();
    }

    private void Patch(Span<float> target, int top, int left, int height, int width)
    {
        int patch = _form.PatchSize, at = 0;
        for (int c = 0; c < 3; c++)
            for (int t = 0; t < _form.TemporalPatchSize; t++)
                for (int y = top; y < top + patch; y++, at += patch)
                    _planes.AsSpan((c * height + y) * width + left, patch).CopyTo(target[at..]);
    }

    /// <summary>Sides as multiples of a token's, as near the picture's own as the bounds on its area let them be.</summary>
    private (int Height, int Width) Fitted(int height, int width)
    {
        int rows = Math.Max(1, (int)Math.Round(height / (double)Token)) * Token, columns = Math.Max(1, (int)Math.Round(width / (double)Token)) * Token;
        long area = (long)rows * columns;
        if (area >= _form.MinPixels && area <= _form.MaxPixels) return (rows, columns);
        bool large = area > _form.MaxPixels;
        double scale = Math.Sqrt((large ? _form.MaxPixels : _form.MinPixels) / ((double)height * width));
        return (Side(height), Side(width));

        int Side(int side) => Math.Max(1, (int)(large ? Math.Floor(side * scale / Token) : Math.Ceiling(side * scale / Token))) * Token;
    }
}
