using Forewarn.Core;
using SkiaSharp;

namespace Forewarn.Evaluation.Reports;

/// <summary>
/// Real over imagined frames, camera by camera, with the narration under them: the fastest way to see what a world model
/// gets wrong. Works without fonts; labels are then missing.
/// </summary>
public sealed class FilmStrip
{
    private const int Columns = 11, Cell = 88, Gap = 3, Gutter = 112, Line = 20;

    private static readonly SKColor Ink = new(0xF2, 0xF2, 0xEE), Faint = new(0x9A, 0x9C, 0xA3);
    private static readonly SKColor Ground = new(0x17, 0x19, 0x1E);

    private readonly IReadOnlyList<(string Label, IReadOnlyList<CameraFrame?> Frames)> _rows;
    private readonly IReadOnlyList<int> _steps;
    private readonly string _narration, _truth;

    private FilmStrip(
        IReadOnlyList<(string, IReadOnlyList<CameraFrame?>)> rows, IReadOnlyList<int> steps, string narration, string truth) =>
        (_rows, _steps, _narration, _truth) = (rows, steps, narration, truth);

    /// <param name="real">Observations while the plan was executed, the initial one first, <c>[H + 1]</c>.</param>
    /// <param name="imagined">Decoded frames <c>[H][cameras]</c>.</param>
    /// <param name="narration">What was said before anything moved.</param>
    /// <param name="truth">What happened.</param>
    public static FilmStrip Of(
        IReadOnlyList<Observation> real, IReadOnlyList<IReadOnlyList<CameraFrame>> imagined, string narration, string truth)
    {
        if (imagined.Count == 0 || real.Count != imagined.Count + 1)
            throw ForewarnException.Of("film strip", $"{real.Count} real and {imagined.Count} imagined frames",
                "H + 1 real frames for H imagined ones", "Record execution at the world model's rate.");
        int count = Math.Min(Columns, real.Count);
        var steps = Enumerable.Range(0, count)
            .Select(c => (int)Math.Round(c * (real.Count - 1) / Math.Max(1.0, count - 1))).ToArray();
        var rows = new List<(string, IReadOnlyList<CameraFrame?>)>();
        foreach (var camera in real[0].Images.Select(i => i.Camera))
        {
            rows.Add(($"{camera}, real", [.. steps.Select(s => real[s].Image(camera))]));
            rows.Add(($"{camera}, imagined",
            [
                .. steps.Select(s => s == 0 ? null : imagined[s - 1].FirstOrDefault(f => f.Camera == camera)),
            ]));
        }
        return new(rows, steps, narration, truth);
    }

    /// <summary>Writes a PNG, whole or not at all.</summary>
    /// <exception cref="ForewarnException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Png()));

    public byte[] Png()
    {
        int width = Gutter + _steps.Count * (Cell + Gap) + Gap, height = Line + _rows.Count * (Cell + Gap) + 3 * Line;
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        var canvas = surface.Canvas;
        canvas.Clear(Ground);
        using var face = SKTypeface.FromFamilyName("DejaVu Sans");
        using var small = new SKFont(face, 12);
        using var large = new SKFont(face, 15);
        using var ink = new SKPaint { Color = Ink, IsAntialias = true };
        using var faint = new SKPaint { Color = Faint, IsAntialias = true };
        for (int c = 0; c < _steps.Count; c++)
            canvas.DrawText(c == 0 ? "now" : $"+{_steps[c]}", Left(c) + Cell / 2f, Line - 6, SKTextAlign.Center, small, faint);
        for (int r = 0; r < _rows.Count; r++)
        {
            float top = Line + r * (Cell + Gap);
            canvas.DrawText(_rows[r].Label, 8, top + Cell / 2f + 4, small, r % 2 == 0 ? ink : faint);
            for (int c = 0; c < _steps.Count; c++)
                if (_rows[r].Frames[c] is { } frame) Draw(canvas, frame, SKRect.Create(Left(c), top, Cell, Cell));
        }
        float bottom = Line + _rows.Count * (Cell + Gap);
        canvas.DrawText($"Said before: {_narration}", 8, bottom + Line, large, ink);
        canvas.DrawText($"Happened: {_truth}", 8, bottom + 2 * Line + 2, large, faint);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static float Left(int column) => Gutter + column * (Cell + Gap);

    private static void Draw(SKCanvas canvas, CameraFrame frame, SKRect target)
    {
        Shape.Require($"frame of {frame.Camera}", frame.Rgb.Length, ("H", frame.Height), ("W", frame.Width), ("RGB", 3));
        var rgba = new byte[frame.Height * frame.Width * 4];
        for (int i = 0; i < frame.Height * frame.Width; i++)
        {
            frame.Rgb.AsSpan(3 * i, 3).CopyTo(rgba.AsSpan(4 * i));
            rgba[4 * i + 3] = 255;
        }
        using var image = SKImage.FromPixelCopy(
            new SKImageInfo(frame.Width, frame.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
        canvas.DrawImage(image, target, new SKSamplingOptions(SKFilterMode.Nearest));
    }
}
