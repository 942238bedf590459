namespace Forewarn.Simulation.Tests.Tasks.Fork;

/// <summary>What a labeller saves, as bytes.</summary>
internal static class LabellerBytes
{
    public static byte[] Of(Action<BinaryWriter> save)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        save(writer);
        return memory.ToArray();
    }

    public static void Copy(Action<BinaryWriter> save, Action<BinaryReader> load)
    {
        using var reader = new BinaryReader(new MemoryStream(Of(save)));
        load(reader);
    }
}
