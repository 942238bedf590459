using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.Serving;

/// <summary>A topic on which clients may publish, as CDR.</summary>
public sealed class FoxgloveInput
{
    private FoxgloveInput(string topic, MessageType type, Func<byte[], CancellationToken, Task> take) =>
        (Topic, Type, Take) = (topic, type, take);

    public string Topic { get; }

    public MessageType Type { get; }

    internal Func<byte[], CancellationToken, Task> Take { get; }

    /// <param name="take">Called on any thread. What it throws is told to the client as a status.</param>
    public static FoxgloveInput Of<T>(string topic, Func<T, CancellationToken, Task> take) where T : class, IRosMessage<T>, new() =>
        new(topic, T.Type, (bytes, cancel) => take(Read<T>(topic, bytes), cancel));

    /// <exception cref="ForewarnException">The bytes are no such message.</exception>
    internal static T Read<T>(string name, ReadOnlySpan<byte> cdr) where T : class, IRosMessage<T>, new()
    {
        var message = new T();
        var reader = new CdrReader(cdr);
        message.ReadFrom(ref reader);
        return !reader.Failed ? message : throw ForewarnException.Of(
            name, $"{cdr.Length} bytes that are none", $"a {T.Type.Name} as little-endian CDR",
            "Encode it by the schema that was advertised.");
    }
}
