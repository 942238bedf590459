using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>Copies messages by way of their wire form, which knows every field.</summary>
internal static class MessageCopy
{
    public static T Of<T>(T message) where T : class, IRosMessage<T>, new()
    {
        var copy = new T();
        Into(message, copy);
        return copy;
    }

    public static void Into<T>(T message, T copy) where T : class, IRosMessage<T>, new()
    {
        var writer = new CdrWriter();
        message.WriteTo(writer);
        var reader = new CdrReader(writer.Bytes);
        copy.ReadFrom(ref reader);
    }
}
