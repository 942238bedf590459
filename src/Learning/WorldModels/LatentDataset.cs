using System.Runtime.InteropServices;
using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Learning.WorldModels;

/// <summary>
/// Latents of every episode as a world model sees and foresees them: <c>latents.json</c> with <c>posterior.f32</c> and
/// <c>predicted.f32</c> <c>[E, H, Z]</c> (frames 1 to H) and <c>disagreement.f32</c> <c>[E, H]</c>. Episodes are in the
/// order of the data sets they were made from.
/// </summary>
public sealed class LatentDataset
{
    internal const string HeaderFile = "latents.json", PosteriorFile = "posterior.f32", PredictedFile = "predicted.f32",
        DisagreementFile = "disagreement.f32";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly float[] posterior, predicted, disagreement;

    private LatentDataset(LatentHeader header, float[] posterior, float[] predicted, float[] disagreement) =>
        (Header, this.posterior, this.predicted, this.disagreement) = (header, posterior, predicted, disagreement);

    public LatentHeader Header { get; }

    /// <summary>Episodes <c>E</c>.</summary>
    public int Count => Header.Episodes;

    /// <summary>Steps <c>H</c>.</summary>
    public int Steps => Header.Steps;

    /// <summary>Latent size <c>Z</c>.</summary>
    public int Size => Header.Size;

    /// <summary>True future, seen frame by frame: posterior means, <c>[H, Z]</c>.</summary>
    public ReadOnlySpan<float> Posterior(int episode) => posterior.AsSpan(episode * Steps * Size, Steps * Size);

    /// <summary>Foreseen from the first frame and the plan alone: prior means, <c>[H, Z]</c>.</summary>
    public ReadOnlySpan<float> Predicted(int episode) => predicted.AsSpan(episode * Steps * Size, Steps * Size);

    /// <summary>Spread of the prior heads along the foreseen future, <c>[H]</c>.</summary>
    public ReadOnlySpan<float> Disagreement(int episode) => disagreement.AsSpan(episode * Steps, Steps);

    /// <summary>Whether the world model was trained without this episode.</summary>
    public static bool IsHeldOut(int episode) => EpisodeSplit.IsHeldOut(episode);

    /// <exception cref="ForewarnException">The folder is not a latent data set, or a file is cut off.</exception>
    public static LatentDataset Load(string folder)
    {
        try
        {
            var header =
                JsonSerializer.Deserialize<LatentHeader>(File.ReadAllText(Path.Combine(folder, HeaderFile)), Json)!;
            long rows = (long)header.Episodes * header.Steps;
            return new(header, Read(folder, PosteriorFile, rows * header.Size),
                Read(folder, PredictedFile, rows * header.Size),
                Read(folder, DisagreementFile, rows));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw ForewarnException.Of($"latent data set '{folder}'", e.Message.TrimEnd('.'),
                $"{HeaderFile} with its arrays",
                "Make it again from the world model.", ExitCode.Usage, e);
        }
    }

    private static float[] Read(string folder, string file, long count)
    {
        using var stream = File.OpenRead(Path.Combine(folder, file));
        if (stream.Length != count * sizeof(float))
            throw new IOException($"{file} has {stream.Length} bytes, not {count * sizeof(float)}");
        var values = new float[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
