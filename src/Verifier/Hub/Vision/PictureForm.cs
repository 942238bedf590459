using Forewarn.Core;

namespace Forewarn.Verifier.Hub;

/// <summary>How a model wants its pictures, as <c>preprocessor_config.json</c> says.</summary>
internal sealed record PictureForm
{
    private PictureForm() { }

    /// <summary>What a byte is multiplied by.</summary>
    public double Scale { get; private init; }

    /// <summary>Per channel, subtracted after scaling.</summary>
    public IReadOnlyList<double> Mean { get; private init; } = [];

    /// <summary>Per channel, divided by after that.</summary>
    public IReadOnlyList<double> Deviation { get; private init; } = [];

    /// <summary>Side of a square picture; null where the file does not say.</summary>
    public int? Side { get; private init; }

    public int PatchSize { get; private init; }

    /// <summary>Frames of one patch; a still picture is repeated.</summary>
    public int TemporalPatchSize { get; private init; }

    /// <summary>Patches along a side that become one token.</summary>
    public int MergeSize { get; private init; }

    public int MinPixels { get; private init; }

    public int MaxPixels { get; private init; }

    /// <summary>Tokens of one picture, from <c>processor_config.json</c>; null where it does not say.</summary>
    public int? Tokens { get; private init; }

    /// <exception cref="ForewarnException">The file is missing or damaged.</exception>
    public static PictureForm Read(string folder)
    {
        var json = HubJson.Read(folder, "preprocessor_config.json") ?? throw ForewarnException.Of(
            $"model folder '{folder}'", "no preprocessor_config.json", "one", "Copy the model folder again, whole: it says how pictures are scaled.", ExitCode.Usage);
        bool rescales = json.Flag("do_rescale"), normalizes = json.Flag("do_normalize");
        var (mean, deviation) = (json.Numbers("image_mean"), json.Numbers("image_std"));
        if (normalizes && (mean.Count != 3 || deviation.Count != 3 || deviation.Any(d => !(d > 0))))
            throw ForewarnException.Of($"'{Path.Combine(folder, "preprocessor_config.json")}'",
                $"image_mean of {mean.Count} and image_std of {deviation.Count} numbers", "three each, the deviations above 0", "Copy the model folder again.");
        return new()
        {
            Scale = rescales ? json.Number("rescale_factor") ?? 1.0 / 255 : 1,
            Mean = normalizes ? mean : [0, 0, 0], Deviation = normalizes ? deviation : [1, 1, 1],
            Side = (int?)(json.Number("max_image_size", "longest_edge") ?? json.Number("size", "height") ?? json.Number("size", "longest_edge")),
            PatchSize = (int)(json.Number("patch_size") ?? 14), TemporalPatchSize = (int)(json.Number("temporal_patch_size") ?? 2),
            MergeSize = (int)(json.Number("merge_size") ?? 2),
            MinPixels = (int)(json.Number("min_pixels") ?? 56 * 56), MaxPixels = (int)(json.Number("max_pixels") ?? 1280 * 28 * 28),
            Tokens = HubJson.Read(folder, "processor_config.json")?.Integer("image_seq_len"),
        };
    }

    /// <summary>Stretches a picture to a size, bilinearly between the centers of pixels, and standardizes it.</summary>
    /// <param name="target"><c>[3, H, W]</c>.</param>
    public void Fill(CameraFrame picture, int height, int width, Span<float> target)
    {
        for (int y = 0; y < height; y++)
        {
            var (top, bottom, down) = Between(y, height, picture.Height);
            for (int x = 0; x < width; x++)
            {
                var (left, right, over) = Between(x, width, picture.Width);
                for (int c = 0; c < 3; c++)
                {
                    double upper = (1 - over) * At(top, left, c) + over * At(top, right, c);
                    double lower = (1 - over) * At(bottom, left, c) + over * At(bottom, right, c);
                    double value = (1 - down) * upper + down * lower;
                    target[(c * height + y) * width + x] = (float)((Scale * value - Mean[c]) / Deviation[c]);
                }
            }
        }

        double At(int row, int column, int channel) => picture.Rgb[(row * picture.Width + column) * 3 + channel];
    }

    private static (int First, int Second, double Share) Between(int at, int size, int from)
    {
        double place = Math.Clamp((at + 0.5) * from / size - 0.5, 0, from - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, from - 1), place - first);
    }
}
