namespace Forewarn.Core;

/// <summary>What reading and writing PNG (RFC 2083) share.</summary>
internal static class PngFormat
{
    private static readonly uint[] s_crc = [.. Enumerable.Range(0, 256).Select(CrcEntry)];

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Checksum of a chunk: its type and its body.</summary>
    public static uint Crc(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body) => ~Crc(Crc(~0u, type), body);

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes) crc = s_crc[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcEntry(int n)
    {
        uint c = (uint)n;
        for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        return c;
    }
}
