using System.Text.Json;
using Forewarn.Core;
using Forewarn.Onnx;
using Forewarn.Verifier.Tests.Decoders;

namespace Forewarn.Verifier.Tests.Hub;

/// <summary>Random vision graphs in both of the hub's forms, and what they compute by an independent loop in double precision.</summary>
internal sealed class TinyVision
{
    public const int Side = 6, TileTokens = 3, Patch = 2, Merge = 2;

    private const double Factor = 0.01;

    private static readonly double[] s_mean = [0.4, 0.5, 0.6], s_std = [0.2, 0.3, 0.4];

    private readonly float[] _weights;
    private readonly bool _patches;

    public TinyVision(bool patches, ulong seed = 6)
    {
        _patches = patches;
        _weights = new float[patches ? Width * Merge * Merge * PatchNumbers : TileTokens * Width * 3 * Side * Side];
        new SeedStreams(seed).Stream("vision").FillNormal(_weights);
        for (int i = 0; i < _weights.Length; i++) _weights[i] *= 0.2f;
    }

    public static int Width => TinyDecoder.Width;

    private static int PatchNumbers => 3 * 2 * Patch * Patch;

    public void Save(HubModelFolder folder, string precision = "", bool half = false, int? width = null, string pixels = "pixel_values")
    {
        File.WriteAllBytes(folder.At($"onnx/vision_encoder{precision}.onnx"), OnnxModel.ToBytes(_patches ? Patches(half, width, pixels) : Tiles(half, width, pixels)));
        File.WriteAllText(folder.At("preprocessor_config.json"), JsonSerializer.Serialize(new
        {
            do_rescale = true, rescale_factor = Factor, do_normalize = true, image_mean = s_mean, image_std = s_std,
            size = new { longest_edge = 2048 }, max_image_size = new { longest_edge = Side },
            patch_size = Patch, temporal_patch_size = 2, merge_size = Merge, min_pixels = 40, max_pixels = 100,
        }));
    }

    /// <summary>Rows of a picture, <c>[T, D]</c>; the size that a patched picture has is the caller's to know.</summary>
    public double[] Rows(CameraFrame picture, int height = Side, int width = Side)
    {
        var rows = new List<double>();
        if (!_patches)
        {
            for (int o = 0; o < TileTokens * Width; o++)
            {
                double sum = 0;
                for (int i = 0; i < 3 * Side * Side; i++)
                    sum += _weights[o * 3 * Side * Side + i] * Pixel(picture, height, width, i / (Side * Side), i / Side % Side, i % Side);
                rows.Add(sum);
            }
            return [.. rows];
        }
        int side = Patch * Merge;
        for (int top = 0; top < height; top += side)
            for (int left = 0; left < width; left += side)
                for (int o = 0; o < Width; o++)
                {
                    double sum = height / Patch * 0.5 + width / Patch * 0.25;
                    for (int a = 0; a < Merge * Merge; a++)
                        for (int c = 0; c < 3; c++)
                            for (int t = 0; t < 2; t++)
                                for (int y = 0; y < Patch; y++)
                                    for (int x = 0; x < Patch; x++)
                                    {
                                        int at = ((a * 3 + c) * 2 + t) * Patch * Patch + y * Patch + x;
                                        sum += _weights[o * Merge * Merge * PatchNumbers + at]
                                            * Pixel(picture, height, width, c, top + a / Merge * Patch + y, left + a % Merge * Patch + x);
                                    }
                    rows.Add(sum);
                }
        return [.. rows];
    }

    public static CameraFrame Picture(ulong seed, int height, int width)
    {
        var draw = new SeedStream(seed);
        return new("front", height, width, [.. Enumerable.Range(0, height * width * 3).Select(_ => (byte)draw.Next(256))]);
    }

    /// <summary>Weights of the pixels around a place, over the whole picture: a triangle as wide as a pixel on either side.</summary>
    private static double Pixel(CameraFrame picture, int height, int width, int channel, int y, int x)
    {
        double sum = 0, total = 0;
        double row = Math.Clamp((y + 0.5) / height * picture.Height, 0.5, picture.Height - 0.5), column = Math.Clamp((x + 0.5) / width * picture.Width, 0.5, picture.Width - 0.5);
        for (int r = 0; r < picture.Height; r++)
            for (int c = 0; c < picture.Width; c++)
            {
                double weight = Math.Max(0, 1 - Math.Abs(r + 0.5 - row)) * Math.Max(0, 1 - Math.Abs(c + 0.5 - column));
                sum += weight * picture.Rgb[(r * picture.Width + c) * 3 + channel];
                total += weight;
            }
        return (Factor * sum / total - s_mean[channel]) / s_std[channel];
    }

    private GraphBuilder Tiles(bool half, int? width, string name)
    {
        var graph = new GraphBuilder("vision_encoder");
        var type = half ? OnnxType.Float16 : OnnxType.Float;
        string pixels = graph.Input(name, type, "batch_size", "num_images", 3, Side, Side);
        string mask = graph.Input("pixel_attention_mask", OnnxType.Bool, "batch_size", "num_images", Side, Side);
        if (half) pixels = graph.Cast(pixels, OnnxType.Float);
        var seen = graph.Mul(pixels, graph.Unsqueeze(graph.Cast(mask, OnnxType.Float), 2));
        var rows = graph.Linear("vision", graph.Reshape(seen, -1, 3 * Side * Side), _weights, TileTokens * Width);
        return Finished(graph, graph.Reshape(rows, -1, TileTokens, Width), half, width, "batch_size*num_images", TileTokens);
    }

    private GraphBuilder Patches(bool half, int? width, string name)
    {
        var graph = new GraphBuilder("vision_encoder");
        string pixels = graph.Input(name, half ? OnnxType.Float16 : OnnxType.Float, "num_patches", PatchNumbers);
        string grid = graph.Input("grid_thw", OnnxType.Int64, "num_images", 3);
        if (half) pixels = graph.Cast(pixels, OnnxType.Float);
        var rows = graph.Linear("vision", graph.Reshape(pixels, -1, Merge * Merge * PatchNumbers), _weights, Width);
        var sides = graph.ReduceSum(graph.Mul(graph.Cast(grid, OnnxType.Float), graph.Initializer("sides", [0f, 0.5f, 0.25f], 3)), 1);
        return Finished(graph, graph.Add(rows, sides), half, width, "num_tokens");
    }

    private static GraphBuilder Finished(GraphBuilder graph, string rows, bool half, int? width, params Axis[] axes)
    {
        if (width is int other) rows = graph.Slice(rows, -1, 0, other);
        if (half) rows = graph.Cast(rows, OnnxType.Float16);
        graph.Output("image_features", rows, half ? OnnxType.Float16 : OnnxType.Float, [.. axes, width ?? Width]);
        return graph;
    }
}
