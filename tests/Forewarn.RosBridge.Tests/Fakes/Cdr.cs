using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests;

internal static class Cdr
{
    public static byte[] Of<T>(T message) where T : class, IRosMessage<T>, new()
    {
        var writer = new CdrWriter();
        message.WriteTo(writer);
        return writer.Bytes.ToArray();
    }

    public static byte[] Of(long number) => Of(new Count { Data = number });

    public static T Read<T>(ReadOnlySpan<byte> cdr) where T : class, IRosMessage<T>, new()
    {
        var reader = new CdrReader(cdr);
        var message = new T();
        message.ReadFrom(ref reader);
        Assert.False(reader.Failed, $"{typeof(T).Name} does not decode: {Convert.ToHexString(cdr)}");
        return message;
    }

    public static long Number(ReadOnlySpan<byte> cdr) => Read<Count>(cdr).Data;
}
