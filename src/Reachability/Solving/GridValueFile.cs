using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Reachability.Grids;

namespace Forewarn.Reachability.Solving;

/// <summary>
/// A value function as a file, all little-endian: the eight bytes <c>FWVALUE1</c>; the length of the header as int32; the header, JSON in UTF-8
/// with axes, scheme, form, horizon, problem and signature of the dynamics; the values as float64, row-major, the last axis contiguous, no halo;
/// and SHA-256 of all bytes before it.
/// </summary>
public static class GridValueFile
{
    private static ReadOnlySpan<byte> Magic => "FWVALUE1"u8;

    /// <exception cref="ForewarnException">The file cannot be written; an earlier one is left as it was.</exception>
    public static void Write(string path, StoredValue stored)
    {
        var value = stored.Value;
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(
            new GridValueHeader(value.Grid.Axes, value.Scheme, value.Form, value.Horizon, stored.Problem, stored.Settings, stored.Signature),
            GridValueHeader.Json);
        AtomicFile.Write(path, file =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Put(Magic);
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
            Put(length);
            Put(header);
            foreach (int place in value.Grid.Rows()) Put(MemoryMarshal.AsBytes(value.Row(place)));
            file.Write(hash.GetHashAndReset());

            void Put(ReadOnlySpan<byte> bytes)
            {
                hash.AppendData(bytes);
                file.Write(bytes);
            }
        });
    }

    /// <exception cref="ForewarnException">No such file, another kind of file, or one that is cut off or damaged.</exception>
    public static StoredValue Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            if (!Take(Magic.Length).AsSpan().SequenceEqual(Magic))
                throw Wrong(path, "other bytes at its beginning", "a value function that reach solve wrote");
            RequireWhole(path, file);
            file.Position = Magic.Length;
            int length = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
            if (length < 2 || length > file.Length) throw Damaged(path, $"a header of {length} bytes");
            var header = JsonSerializer.Deserialize<GridValueHeader>(Take(length), GridValueHeader.Json)!;
            long expected = file.Position + header.Axes.Aggregate(1L, (n, a) => n * Math.Max(a.Count, 1)) * sizeof(double) + SHA256.HashSizeInBytes;
            if (file.Length != expected) throw Damaged(path, $"{file.Length} bytes where its header asks for {expected}");
            var grid = new Grid(header.Axes);
            var values = new double[grid.PaddedCount];
            foreach (int place in grid.Rows()) file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(place, grid.Axes[^1].Count)));
            header.Signature.Validate();
            new Halo(grid).Fill(values);
            var options = new AvoidOptions { Scheme = header.Scheme, Form = header.Form, Horizon = header.HorizonSeconds };
            return new(new(grid, values, options), header.Problem, header.Settings, header.Signature);

            byte[] Take(int count)
            {
                var bytes = new byte[count];
                file.ReadExactly(bytes);
                return bytes;
            }
        }
        catch (EndOfStreamException)
        {
            throw Damaged(path, "an early end");
        }
        catch (JsonException fault)
        {
            throw Damaged(path, $"a header that cannot be read ({fault.Message.TrimEnd('.')})");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, fault is FileNotFoundException or DirectoryNotFoundException ? "no such file" : fault.Message.TrimEnd('.'),
                "a value function that reach solve wrote");
        }
    }

    /// <summary>Before anything in it is believed.</summary>
    private static void RequireWhole(string path, FileStream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var part = new byte[1 << 16];
        file.Position = 0;
        for (long left = file.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            int count = (int)Math.Min(left, part.Length);
            file.ReadExactly(part, 0, count);
            hash.AppendData(part, 0, count);
            left -= count;
        }
        var wanted = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(wanted);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(wanted)) throw Damaged(path, "bytes that do not fit its checksum");
    }

    private static ForewarnException Damaged(string path, string found) => Wrong(path, found, "an undamaged value function");

    private static ForewarnException Wrong(string path, string found, string wanted) =>
        ForewarnException.Of($"'{path}'", found, wanted, "Write it anew: reach solve --out FILE.", ExitCode.Usage);
}
