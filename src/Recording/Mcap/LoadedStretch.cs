using System.Buffers;

namespace Forewarn.Recording;

/// <summary>A stretch in memory, with its messages in log-time order.</summary>
/// <param name="bytes">Rented; given back by <see cref="Dispose"/>.</param>
internal sealed class LoadedStretch(byte[] bytes, long offset, long length) : IDisposable
{
    /// <summary>Where its records begin in the file; only meaningful where they are not compressed.</summary>
    public long Offset { get; } = offset;

    public long Length { get; } = length;

    public List<MessageEntry> Entries { get; } = [];

    public ReadOnlyMemory<byte> DataOf(MessageEntry entry) => bytes.AsMemory(entry.Offset, entry.Length);

    /// <summary>Sorts where need be; messages of one time keep the order of the file.</summary>
    public void Sort()
    {
        for (int i = 1; i < Entries.Count; i++)
        {
            if (Entries[i].LogTime >= Entries[i - 1].LogTime) continue;
            Entries.Sort((a, b) => a.LogTime != b.LogTime ? a.LogTime.CompareTo(b.LogTime) : a.Offset.CompareTo(b.Offset));
            return;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}
