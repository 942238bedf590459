using System.Buffers.Binary;
using System.Text;
using Forewarn.Core;

namespace Forewarn.Lab.Rollouts;

/// <summary>
/// Messages between a pool and its worker processes: length of the rest (int32), kind of message (byte), body; all little-endian.
/// <code>
/// open     shared bytes, name of the kind        pool to worker, before the jobs of a batch
/// job      index, seed, parameters, payload      pool to worker; the end of the stream ends the worker
/// result   index, figures, payload               worker to pool
/// failure  index, exit code, message             worker to pool
/// </code>
/// </summary>
internal static class RolloutWire
{
    /// <summary>Longest message that is believed; more means that something else wrote to the stream.</summary>
    private const int Longest = 1 << 30;

    public static byte[] Open(string kind, ReadOnlyMemory<byte> shared) => Frame(RolloutMessage.Open, body =>
    {
        body.Write(kind);
        Bytes(body, shared.Span);
    });

    public static byte[] Job(int index, RolloutJob job) => Frame(RolloutMessage.Job, body =>
    {
        body.Write(index);
        body.Write(job.Seed);
        body.Write(job.Parameters.Length);
        foreach (float value in job.Parameters.Span) body.Write(value);
        Bytes(body, job.Payload.Span);
    });

    public static byte[] Result(int index, RolloutResult result) => Frame(RolloutMessage.Result, body =>
    {
        body.Write(index);
        body.Write(result.Figures.Count);
        foreach (double figure in result.Figures) body.Write(figure);
        Bytes(body, result.Payload.Span);
    });

    public static byte[] Failure(int index, ExitCode code, string message) => Frame(RolloutMessage.Failure, body =>
    {
        body.Write(index);
        body.Write((int)code);
        body.Write(message);
    });

    public static (string Kind, byte[] Shared) ReadOpen(BinaryReader body) => (body.ReadString(), Bytes(body));

    public static (int Index, RolloutJob Job) ReadJob(BinaryReader body)
    {
        int index = body.ReadInt32();
        ulong seed = body.ReadUInt64();
        var parameters = new float[body.ReadInt32()];
        for (int i = 0; i < parameters.Length; i++) parameters[i] = body.ReadSingle();
        return (index, new(seed, parameters, Bytes(body)));
    }

    public static (int Index, RolloutResult Result) ReadResult(BinaryReader body)
    {
        int index = body.ReadInt32();
        var figures = new double[body.ReadInt32()];
        for (int i = 0; i < figures.Length; i++) figures[i] = body.ReadDouble();
        return (index, new RolloutResult(figures, Bytes(body)) { Index = index });
    }

    public static (int Index, ExitCode Code, string Message) ReadFailure(BinaryReader body) =>
        (body.ReadInt32(), (ExitCode)body.ReadInt32(), body.ReadString());

    /// <returns>Null at the end of the stream, even in the middle of a message.</returns>
    /// <exception cref="InvalidDataException">Something else was written to the stream.</exception>
    public static async Task<(RolloutMessage Kind, BinaryReader Body)?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var head = new byte[5];
        if (await stream.ReadAtLeastAsync(head, head.Length, false, cancel).ConfigureAwait(false) < head.Length) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 0 or > Longest || head[4] is 0 or > (byte)RolloutMessage.Failure)
            throw new InvalidDataException("it wrote what is no message to its output");
        var body = new byte[length];
        if (await stream.ReadAtLeastAsync(body, length, false, cancel).ConfigureAwait(false) < length) return null;
        return ((RolloutMessage)head[4], new BinaryReader(new MemoryStream(body), Encoding.UTF8));
    }

    private static byte[] Frame(RolloutMessage kind, Action<BinaryWriter> write)
    {
        using var memory = new MemoryStream();
        using var body = new BinaryWriter(memory, Encoding.UTF8);
        body.Write(0);
        body.Write((byte)kind);
        write(body);
        body.Flush();
        byte[] frame = memory.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - 5);
        return frame;
    }

    private static void Bytes(BinaryWriter body, ReadOnlySpan<byte> bytes)
    {
        body.Write(bytes.Length);
        body.Write(bytes);
    }

    private static byte[] Bytes(BinaryReader body) => body.ReadBytes(body.ReadInt32());
}
