using System.Globalization;
using System.Runtime.InteropServices;
using Forewarn.Messages;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// What ROS 2 puts into DDS user data: <c>key=value;</c> entries. Services pair their two topics by sixteen bytes, written
/// as hexadecimal numbers with dots.
/// </summary>
internal static unsafe class UserData
{
    public static ReadOnlySpan<byte> ClientKey => "clientid="u8;

    public static ReadOnlySpan<byte> ServiceKey => "serviceid="u8;

    public static string Participant(string enclave) => $"enclave={enclave};";

    /// <summary>Since Iron each endpoint names the hash of its type.</summary>
    public static string Endpoint(MessageType type, RosDistro distro) => distro == RosDistro.Humble ? "" : $"typehash={type.Hash};";

    /// <param name="key"><see cref="ClientKey"/> or <see cref="ServiceKey"/>.</param>
    public static string Identity(ReadOnlySpan<byte> key, UInt128 id)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in id));
        string[] numbers = new string[bytes.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = bytes[i].ToString("x", CultureInfo.InvariantCulture);
        return $"{System.Text.Encoding.ASCII.GetString(key)}{string.Join('.', numbers)};";
    }

    public static UInt128 NewIdentity() => MemoryMarshal.Read<UInt128>(Guid.NewGuid().ToByteArray());

    /// <summary>Finds the identity in the user data of a discovered endpoint; allocates nothing.</summary>
    public static bool TryGetIdentity(BuiltinEndpoint* endpoint, ReadOnlySpan<byte> key, out UInt128 id)
    {
        id = default;
        void* data = null;
        nuint size = 0;
        if (DdsQos.GetUserData(endpoint->Qos, &data, &size) == 0 || data is null) return false;
        bool found = TryParse(new ReadOnlySpan<byte>(data, (int)size), key, out id);
        DdsQos.Free(data);
        return found;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, out UInt128 id)
    {
        id = default;
        int at = text.StartsWith(key) ? 0 : text.IndexOf([(byte)';', .. key]) is >= 0 and var before ? before + 1 : -1;
        if (at < 0) return false;
        ReadOnlySpan<byte> value = text[(at + key.Length)..];
        if (value.IndexOf((byte)';') is >= 0 and var end) value = value[..end];
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<UInt128>(ref id));
        int count = 0;
        foreach (var part in value.Split((byte)'.'))
        {
            if (count == bytes.Length) return false;
            if (!byte.TryParse(value[part], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out bytes[count++])) return false;
        }
        return count == bytes.Length;
    }
}
