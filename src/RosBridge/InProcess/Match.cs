using System.Globalization;

namespace Forewarn.RosBridge.InProcess;

/// <summary>A writer and a reader that talk to one another.</summary>
internal sealed class Match(Writer writer, Reader reader)
{
    public Writer Writer { get; } = writer;

    public Reader Reader { get; } = reader;

    /// <summary>Whether the reader takes the writer for alive.</summary>
    public bool Alive { get; set; } = true;

    /// <summary>Names the random stream of this way; the same whenever endpoints are made in the same order.</summary>
    public string Way { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{writer.Channel.Kind} {writer.Channel.Name} {writer.Id}>{reader.Id}");
}
