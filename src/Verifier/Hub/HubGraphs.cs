using System.IO.MemoryMappedFiles;
using Forewarn.Core;
using Forewarn.Onnx;

namespace Forewarn.Verifier.Hub;

/// <summary>The graph files of a model folder for one choice of precision, with everything they refer to present.</summary>
public sealed record HubGraphs
{
    private const string EmbeddingStem = "embed_tokens", DecoderStem = "decoder_model_merged", VisionStem = "vision_encoder";

    private HubGraphs(string embedding, string decoder, long bytes) => (Embedding, Decoder, Bytes) = (embedding, decoder, bytes);

    /// <summary>Path of the graph from tokens to embeddings.</summary>
    public string Embedding { get; }

    /// <summary>Path of the graph from embeddings to logits.</summary>
    public string Decoder { get; }

    /// <summary>Bytes of both and of the weights beside them.</summary>
    public long Bytes { get; }

    /// <param name="precision">As files are named, such as <c>fp16</c>, <c>q4</c> or <c>int8</c>; empty for full precision.</param>
    /// <exception cref="ForewarnException">A graph or a file of weights is missing, too short or damaged.</exception>
    public static HubGraphs Find(string folder, string precision)
    {
        string graphs = Folder(folder);
        string suffix = precision.Length == 0 ? "" : "_" + precision;
        string decoder = Path.Combine(graphs, $"{DecoderStem}{suffix}.onnx");
        if (!File.Exists(decoder)) throw Missing(graphs, precision, suffix);
        // Embeddings are often left in full precision.
        string embedding = Path.Combine(graphs, $"{EmbeddingStem}{suffix}.onnx");
        if (!File.Exists(embedding)) embedding = Path.Combine(graphs, EmbeddingStem + ".onnx");
        if (!File.Exists(embedding))
            throw ForewarnException.Of($"model folder '{graphs}'", $"no {EmbeddingStem}{suffix}.onnx", "the graph from tokens to embeddings",
                "Copy the whole folder: the decoder reads embeddings, not tokens.", ExitCode.Usage);
        return new(embedding, decoder, Weigh(embedding) + Weigh(decoder));
    }

    /// <summary>The graph from pictures to rows, which <see cref="Find"/> leaves alone; full precision where the wanted one is not there.</summary>
    /// <exception cref="ForewarnException">There is none, or its weights are missing or too short.</exception>
    public static string FindVision(string folder, string precision)
    {
        string graphs = Folder(folder), plain = Path.Combine(graphs, VisionStem + ".onnx");
        string path = precision.Length == 0 ? plain : Path.Combine(graphs, $"{VisionStem}_{precision}.onnx");
        if (!File.Exists(path)) path = plain;
        if (!File.Exists(path))
            throw ForewarnException.Of($"model folder '{graphs}'", $"no {VisionStem}.onnx", "the graph from pictures to rows",
                "Copy the whole folder, or do without pictures: steering needs none.", ExitCode.Usage);
        Weigh(path);
        return path;
    }

    private static string Folder(string folder) => Directory.Exists(Path.Combine(folder, "onnx")) ? Path.Combine(folder, "onnx") : folder;

    private static ForewarnException Missing(string graphs, string precision, string suffix)
    {
        string[] there = Directory.Exists(graphs)
            ? [.. Directory.GetFiles(graphs, DecoderStem + "*.onnx")
                .Select(f => Path.GetFileNameWithoutExtension(f)[DecoderStem.Length..].TrimStart('_')).Order(StringComparer.Ordinal)]
            : [];
        return ForewarnException.Of($"model folder '{graphs}'",
            there.Length == 0 ? $"no {DecoderStem}*.onnx" : $"precisions {string.Join(", ", there.Select(t => t.Length == 0 ? "full" : t))}",
            $"{DecoderStem}{suffix}.onnx",
            there.Length == 0 ? "Give the folder of a model exported in the layout of Hugging Face's hub." : NearestName.Advice(precision, there), ExitCode.Usage);
    }

    private static long Weigh(string path)
    {
        long bytes = new FileInfo(path).Length;
        foreach (var part in References(path))
        {
            var file = new FileInfo(Path.Combine(Path.GetDirectoryName(path)!, part.Location));
            if (!file.Exists || file.Length < part.End)
                throw ForewarnException.Of($"'{path}'", file.Exists ? $"'{part.Location}' with {file.Length} bytes" : $"no '{part.Location}' beside it",
                    $"its weights, {part.End} bytes", "Copy the model folder again, whole.");
            bytes += file.Length;
        }
        return bytes;
    }

    private static unsafe IReadOnlyList<ExternalData> References(string path)
    {
        long length = new FileInfo(path).Length;
        if (length is 0 or > int.MaxValue)
            throw ForewarnException.Of($"'{path}'", $"{length} bytes", "an ONNX graph of at most 2 GB, larger weights beside it", "Copy the file again.");
        // Mapped: a graph with its weights inside would be read twice otherwise.
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            return ExternalData.Of(new ReadOnlySpan<byte>(start, (int)length));
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw ForewarnException.Of($"'{path}'", e.Message, "an ONNX graph", "Copy the file again.", ExitCode.Failed, e);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }
}
