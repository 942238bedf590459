using Forewarn.Messages;
using ROS2;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>One message class of the workspace with its codec and a buffer for its bytes; not for two threads at once.</summary>
internal sealed class RclMessage<T> where T : class, IRosMessage, new()
{
    private readonly MessageCodec<T> _codec;
    private readonly CdrWriter _writer = new();

    /// <exception cref="Core.ForewarnException">The class is that of another definition.</exception>
    public RclMessage(MessageType type)
    {
        var (schema, catalog) = TypeSchemas.Of(type);
        _codec = new MessageCodec<T>(schema, catalog);
    }

    /// <summary>Reads into a message; false leaves it half read.</summary>
    public bool TryRead(ReadOnlySpan<byte> cdr, T into)
    {
        var reader = new CdrReader(cdr);
        _codec.Read(ref reader, into);
        return !reader.Failed;
    }

    /// <returns>Header and body, valid until the next call.</returns>
    public ReadOnlySpan<byte> Write(T message)
    {
        _writer.Reset();
        _codec.Write(_writer, message);
        return _writer.Bytes;
    }
}
