namespace Forewarn.RosBridge.InProcess;

/// <summary>Everybody who sends or receives under one name: a topic, or one direction of a service.</summary>
internal sealed class Channel(string name, LinkSampleKind kind)
{
    /// <summary>ROS name of the topic or service.</summary>
    public string Name { get; } = name;

    public LinkSampleKind Kind { get; } = kind;

    public List<Writer> Writers { get; } = [];

    public List<Reader> Readers { get; } = [];

    public void Join(Writer writer)
    {
        Writers.Add(writer);
        foreach (var reader in Readers) Meet(writer, reader);
    }

    public void Join(Reader reader)
    {
        Readers.Add(reader);
        foreach (var writer in Writers) Meet(writer, reader);
    }

    public void Leave(Writer writer)
    {
        Writers.Remove(writer);
        foreach (var match in writer.Matches) match.Reader.Unmatch(match);
        writer.Matches.Clear();
    }

    public void Leave(Reader reader)
    {
        Readers.Remove(reader);
        foreach (var match in reader.Matches) match.Writer.Matches.Remove(match);
        reader.Matches.Clear();
    }

    // Types are compared by name, as every ROS 2 middleware does; endpoints of different types never see one another.
    private static void Meet(Writer writer, Reader reader)
    {
        if (writer.Type.Name != reader.Type.Name) return;
        if (QosMatch.Conflict(writer.Qos, reader.Qos) is { } conflict)
        {
            writer.RefuseFor(conflict);
            reader.RefuseFor(conflict);
            return;
        }

        var match = new Match(writer, reader);
        writer.Matches.Add(match);
        reader.Match(match);
        writer.Replay(match);
    }
}
