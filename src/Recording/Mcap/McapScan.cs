namespace Forewarn.Recording;

/// <summary>
/// Walks a file without a usable summary from record to record, as far as it goes. Chunks are skipped where the message
/// indexes behind them tell enough, and opened where not.
/// </summary>
internal sealed class McapScan(RecordSource source, McapLayout layout)
{
    // Messages outside of chunks are read together up to this many bytes.
    private const long LongestRun = 1 << 20;

    private readonly StretchLoader _loader = new(source, layout);
    private readonly List<(ushort Channel, long Count)> _indexes = [];
    private McapStretch? _chunk, _run;

    public void Walk()
    {
        long offset = McapFormat.Magic.Length;
        bool isEnded = false;
        while (!isEnded && offset < source.Length)
        {
            if (!source.TryReadHead(offset, out var opcode, out long length))
            {
                layout.Tell(offset, "the file ends within a record");
                break;
            }

            long left = source.Length - offset - McapFormat.RecordHead;
            if (opcode == 0 || length < 0 || length > left)
            {
                TellCut(offset, opcode, length, left);
                break;
            }

            isEnded = !Step(opcode, offset, length);
            offset += McapFormat.RecordHead + length;
        }

        CloseChunk(isWhole: isEnded);
        CloseRun();
        if (!isEnded && offset == source.Length) layout.Tell(offset, "the file ends without a footer: its recording was cut off");
    }

    /// <returns>False behind the last message.</returns>
    private bool Step(McapOpcode opcode, long offset, long length)
    {
        if (opcode != McapOpcode.MessageIndex) CloseChunk(isWhole: true);
        if (opcode != McapOpcode.Message) CloseRun();
        switch (opcode)
        {
            case McapOpcode.Message:
                AddMessage(offset, length);
                return true;
            case McapOpcode.Chunk:
                Span<byte> times = stackalloc byte[16];
                if (!source.TryRead(offset + McapFormat.RecordHead, times)) return false;
                var fields = new RecordFields(times);
                _chunk = new(offset, McapFormat.RecordHead + length, fields.Int64(), fields.Int64(), IsChunk: true);
                return true;
            case McapOpcode.MessageIndex:
                Span<byte> head = stackalloc byte[6];
                if (length >= 6 && source.TryRead(offset + McapFormat.RecordHead, head))
                {
                    var index = new RecordFields(head);
                    _indexes.Add((index.UInt16(), index.UInt32() / 16));
                }

                return true;
            case McapOpcode.Header or McapOpcode.Schema or McapOpcode.Channel or McapOpcode.Metadata:
                if (source.Content(offset, length) is { } content) layout.Add(opcode, content, offset);
                else layout.Tell(offset, $"a {opcode} record of {length} bytes was skipped");
                return true;
            default:
                return opcode is not (McapOpcode.DataEnd or McapOpcode.Footer);
        }
    }

    private void AddMessage(long offset, long length)
    {
        Span<byte> head = stackalloc byte[McapFormat.MessageHead];
        if (length < head.Length || !source.TryRead(offset + McapFormat.RecordHead, head))
        {
            layout.Tell(offset, "a message record is shorter than a message can be");
            return;
        }

        var fields = new RecordFields(head);
        ushort channel = fields.UInt16();
        fields.UInt32();
        long time = fields.Int64(), whole = McapFormat.RecordHead + length;
        if (_run is not null && _run.Length + whole > LongestRun) CloseRun();
        _run = _run is null
            ? new(offset, whole, time, time, IsChunk: false)
            : _run with { Length = _run.Length + whole, Start = Math.Min(_run.Start, time), End = Math.Max(_run.End, time) };
        layout.Count(channel, 1);
    }

    private void CloseRun()
    {
        if (_run is not null) layout.Stretches.Add(_run);
        _run = null;
    }

    /// <param name="isWhole">Whether all message indexes of the chunk have been seen.</param>
    private void CloseChunk(bool isWhole)
    {
        if (_chunk is not { } chunk) return;
        _chunk = null;
        bool isKnown = isWhole && _indexes.Count > 0 && _indexes.TrueForAll(index => layout.Channels.ContainsKey(index.Channel));
        if (isKnown)
        {
            foreach (var (channel, count) in _indexes) layout.Count(channel, count);
            layout.Stretches.Add(chunk with { Channels = [.. _indexes.Select(index => index.Channel)] });
        }
        else if (_loader.Load(chunk) is { } loaded)
        {
            using (loaded)
            {
                foreach (var entry in loaded.Entries) layout.Count(entry.Channel, 1);
                if (loaded.Entries.Count > 0) layout.Stretches.Add(chunk);
            }
        }

        _indexes.Clear();
    }

    private void TellCut(long offset, McapOpcode opcode, long length, long left)
    {
        layout.Tell(offset, opcode == 0
            ? "no record stands here; what follows was not read"
            : $"a {opcode} record claims {(ulong)length} bytes, the file has {left} more; what follows was not read");
        if (opcode != McapOpcode.Chunk) return;
        CloseChunk(isWhole: true);
        CloseRun();
        // What was written of an uncompressed chunk can be used record by record.
        if (_loader.LoadCut(offset, source.Length - offset) is not { } salvage) return;
        using (salvage)
        {
            foreach (var entry in salvage.Entries) layout.Count(entry.Channel, 1);
            if (salvage.Entries.Count == 0) return;
            long from = salvage.Entries.Min(entry => entry.LogTime), to = salvage.Entries.Max(entry => entry.LogTime);
            layout.Stretches.Add(new(salvage.Offset, salvage.Length, from, to, IsChunk: false));
        }
    }
}
