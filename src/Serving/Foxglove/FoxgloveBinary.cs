using System.Buffers.Binary;
using System.Text;

namespace Forewarn.Serving;

/// <summary>The binary frames of both sides. All numbers are little-endian.</summary>
internal static class FoxgloveBinary
{
    private const int PlaybackControlHead = 1 + 4 + 1 + 8 + 4;

    /// <param name="head">13 bytes; the message's own follow.</param>
    public static void WriteMessageHead(Span<byte> head, uint subscription, long time)
    {
        head[0] = FoxgloveProtocol.ServerMessage;
        BinaryPrimitives.WriteUInt32LittleEndian(head[1..], subscription);
        BinaryPrimitives.WriteInt64LittleEndian(head[5..], time);
    }

    public static FoxgloveFrame Time(long time)
    {
        byte[] bytes = new byte[9];
        bytes[0] = FoxgloveProtocol.ServerTime;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), time);
        return new(bytes, IsText: false);
    }

    public static FoxgloveFrame CallResponse(uint service, uint call, ReadOnlySpan<byte> response)
    {
        byte[] bytes = new byte[16 + response.Length];
        bytes[0] = FoxgloveProtocol.ServerCallResponse;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), service);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(5), call);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(9), 3);
        "cdr"u8.CopyTo(bytes.AsSpan(13));
        response.CopyTo(bytes.AsSpan(16));
        return new(bytes, IsText: false);
    }

    /// <param name="request">Of whoever asked for this state; empty for a change by itself.</param>
    public static FoxgloveFrame PlaybackState(FoxglovePlaybackState state, string request)
    {
        int length = Encoding.UTF8.GetByteCount(request);
        byte[] bytes = new byte[19 + length];
        bytes[0] = FoxgloveProtocol.ServerPlaybackState;
        bytes[1] = (byte)state.Status;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(2), state.Time);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(10), state.Rate);
        bytes[14] = state.DidSeek ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(15), length);
        Encoding.UTF8.GetBytes(request, bytes.AsSpan(19));
        return new(bytes, IsText: false);
    }

    /// <param name="body">What follows the op code.</param>
    /// <returns>False when the bytes are no such request.</returns>
    public static bool TryReadCall(
        ReadOnlySpan<byte> body, out uint service, out uint call, out string encoding, out ReadOnlySpan<byte> request)
    {
        (service, call, encoding) = (0, 0, "");
        request = default;
        if (body.Length < 12) return false;
        service = BinaryPrimitives.ReadUInt32LittleEndian(body);
        call = BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(body[8..]);
        if (length > body.Length - 12) return false;
        encoding = Encoding.UTF8.GetString(body.Slice(12, (int)Math.Min(length, 64)));
        request = body[(12 + (int)length)..];
        return true;
    }

    /// <param name="body">What follows the op code.</param>
    /// <returns>False when the bytes are no such request.</returns>
    public static bool TryReadPlaybackControl(ReadOnlySpan<byte> body, out FoxglovePlaybackRequest request, out string id)
    {
        (request, id) = (default, "");
        if (body.Length < PlaybackControlHead || body[0] > 1) return false;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(body[14..]);
        if (length > body.Length - PlaybackControlHead) return false;
        long seek = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(body[6..]), long.MaxValue);
        request = new(body[0] == 0, BinaryPrimitives.ReadSingleLittleEndian(body[1..]), body[5] == 0 ? null : seek);
        id = Encoding.UTF8.GetString(body.Slice(PlaybackControlHead, (int)length));
        return true;
    }
}
