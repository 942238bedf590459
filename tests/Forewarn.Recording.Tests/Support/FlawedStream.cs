namespace Forewarn.Recording.Tests;

/// <summary>A disk with a gate, which fails after some bytes.</summary>
internal sealed class FlawedStream(long room = long.MaxValue) : MemoryStream
{
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Gate.Wait();
        if (Length + buffer.Length > room) throw new IOException("No space left on device");
        base.Write(buffer);
    }
}
