namespace Forewarn.Recording;

/// <summary>What a file holds and where, without the messages themselves.</summary>
internal sealed class McapLayout
{
    /// <summary>A file of nothing but damage still gets a list of readable length.</summary>
    private const int MostDamages = 1000;

    private readonly HashSet<McapDamage> _known = [];

    public string Profile { get; set; } = "";

    public string Library { get; set; } = "";

    public SortedDictionary<ushort, McapSchema> Schemas { get; } = [];

    public SortedDictionary<ushort, McapChannel> Channels { get; } = [];

    public List<McapStretch> Stretches { get; } = [];

    public List<McapMetadata> Metadata { get; } = [];

    public Dictionary<ushort, long> Counts { get; } = [];

    public List<McapDamage> Damages { get; } = [];

    public long MessageCount { get; set; }

    /// <summary>First and last log time as the summary has them; null where it must be asked of the stretches.</summary>
    public (long Start, long End)? Times { get; set; }

    public void Tell(long offset, string what)
    {
        var damage = new McapDamage(offset, what);
        if (Damages.Count < MostDamages && _known.Add(damage)) Damages.Add(damage);
    }

    public void Count(ushort channel, long messages)
    {
        Counts[channel] = Counts.GetValueOrDefault(channel) + messages;
        MessageCount += messages;
    }

    /// <summary>Takes a definition or a map into account.</summary>
    /// <param name="offset">Where the record stands, for what is told about it.</param>
    public void Add(McapOpcode opcode, ReadOnlySpan<byte> content, long offset)
    {
        var fields = new RecordFields(content);
        switch (opcode)
        {
            case McapOpcode.Header:
                (Profile, Library) = (fields.Text(), fields.Text());
                break;
            case McapOpcode.Schema:
                var schema = new McapSchema(fields.UInt16(), fields.Text(), fields.Text(), fields.Block().ToArray());
                if (!fields.Failed && schema.Id != 0) Schemas.TryAdd(schema.Id, schema);
                break;
            case McapOpcode.Channel:
                ushort id = fields.UInt16(), ofSchema = fields.UInt16();
                var channel = new McapChannel(id, Schemas.GetValueOrDefault(ofSchema), fields.Text(), fields.Text(), fields.Map());
                if (fields.Failed) break;
                // Read without its schema before: the schema has come meanwhile.
                if (!Channels.TryGetValue(id, out var known) || (known.Schema is null && known.Topic == channel.Topic))
                    Channels[id] = channel;
                if (ofSchema != 0 && channel.Schema is null)
                    Tell(offset, $"channel '{channel.Topic}' refers to schema {ofSchema}, which is missing");
                break;
            case McapOpcode.Metadata:
                var metadata = new McapMetadata(fields.Text(), fields.Map());
                if (!fields.Failed) Metadata.Add(metadata);
                break;
        }

        if (fields.Failed) Tell(offset, $"the {opcode} record is cut short inside");
    }
}
